import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import swagger from "@fastify/swagger";
import websocket from "@fastify/websocket";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Config } from "./config.ts";
import type { Machine } from "./context.ts";
import type { Gatekeeper } from "./gatekeeper.ts";
import { createLimiter } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { ModuleDefinition } from "./module.ts";
import { renderProblem } from "./render-problem.ts";
import { addRoute } from "./serve-route.ts";

export const apiPrefix = "/api/v1";
/** Largest JSON body; files go by multipart and are streamed. */
const bodyLimit = 2 * 1024 * 1024;
/** Time for a request to arrive: 1 GB by a slow line. Without an end, half requests would fill the server for nothing. */
const longestRequest = 60 * 60_000;

export interface HttpOptions {
  machine: Machine;
  gatekeeper: Gatekeeper;
  modules: readonly ModuleDefinition[];
  metrics: Metrics;
  config: Pick<Config, "BALAS_TRUST_PROXY" | "BALAS_LIMIT_FACTOR" | "publicUrl">;
}

/** Builds the web server with every module's routes, health, metrics and the OpenAPI description; it does not listen yet. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { machine, metrics } = options;
  const server: FastifyInstance = Fastify({
    loggerInstance: machine.ports.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    requestTimeout: longestRequest,
    trustProxy: options.config.BALAS_TRUST_PROXY,
    genReqId: () => randomUUID(),
    rewriteUrl: (request) => currentVersion(request.url ?? "/"),
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (error, request, reply) => renderProblem(error, request, reply as FastifyReply),
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error, request, reply) => renderProblem(error, request, reply));

  await server.register(cookie);
  await server.register(multipart, { limits: { fileSize: 1024 * 1024 * 1024, files: 1, fields: 20 } });
  await server.register(websocket, { options: { maxPayload: 64 * 1024 } });
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Balas", version: "1.0.0", description: "The API of Balas. What the dashboard does, you can do." },
      servers: [{ url: options.config.publicUrl }],
      components: {
        securitySchemes: {
          accessToken: { type: "http", scheme: "bearer", description: "Access token from /auth/login, or an API key." },
          apiKey: { type: "apiKey", in: "header", name: "X-Api-Key" },
        },
      },
    },
    transform: jsonSchemaTransform,
  });

  server.addHook("onRequest", async (request, reply) => {
    reply.header("X-Request-Id", request.id);
    reply.header("X-Content-Type-Options", "nosniff");
    reply.header("Referrer-Policy", "same-origin");
  });
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    machine.ports.log.debug(
      { requestId: request.id, method: request.method, route, status: reply.statusCode },
      "answered",
    );
  });

  const limiter = createLimiter(options.config.BALAS_LIMIT_FACTOR);
  for (const module of options.modules)
    for (const route of module.routes) addRoute(server, { ...options, limiter }, route);
  return server;
}

/** `/api/…` means the current version: `/api/user/profile` is `/api/v1/user/profile`. */
function currentVersion(url: string): string {
  return /^\/api\/(?!v\d+\/|docs)/.test(url) ? `${apiPrefix}/${url.slice("/api/".length)}` : url;
}
