import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Ctx, type Machine, runAsSystem, runAsTenant, type SystemCtx } from "./context.ts";
import { forbidden, invalid, unauthorized } from "./errors.ts";
import type { Gatekeeper, Principal } from "./gatekeeper.ts";
import { httpTools } from "./http-tools.ts";
import { claimKey, hashRequest, type KeptAnswer, type KeyedRequest, keepAnswer } from "./idempotency.ts";
import type { Limiter } from "./limits.ts";
import { may, userIdOf } from "./policy.ts";
import { requireStorableText } from "./require-storable-text.ts";
import { FileAnswer, type Route, type RouteInput } from "./route.ts";
import { isSameOrigin } from "./same-origin.ts";
import { systemScope, tenantScope } from "./scope.ts";

export interface RouteServer {
  machine: Machine;
  gatekeeper: Gatekeeper;
  limiter: Limiter;
  config: { publicUrl: string };
}

export const signInCookie = "balas_sign_in";
const defaultLimits = {
  tenant: { count: 3000, seconds: 60 },
  person: { count: 3000, seconds: 60 },
  public: { count: 60, seconds: 60 },
};
/** Holds the keys of what a person does outside of any organization. */
const noOrganization = "00000000-0000-0000-0000-000000000000";
const unsafeMethods = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Puts a route on the server: authenticate, limit, parse, permit, transaction, run, present, document. */
export function addRoute(server: FastifyInstance, machinery: RouteServer, route: Route): void {
  const url = `/api/v1${route.path}`;
  server.route({
    method: route.method,
    url,
    schema: {
      summary: route.summary,
      description: describe(route),
      tags: [route.tag],
      operationId: operationId(route),
      security: route.access === "public" ? [] : [{ accessToken: [] }, { apiKey: [] }],
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body && !route.multipart ? { body: route.body } : {}),
      ...(route.multipart ? { consumes: ["multipart/form-data"] } : {}),
      response: {
        [answerStatus(route)]: route.answersFile ? z.string().describe("The file.") : (route.response ?? z.null()),
      },
    },
    // Before the body is parsed, so that a stranger learns nothing about the shape of a request.
    onRequest: async (request) => {
      await identify(request, machinery, route);
    },
    preValidation: async (request) => {
      for (const part of [request.params, request.query, request.body]) requireStorableText(part);
    },
    handler: async (request, reply) => {
      const input: RouteInput<never, never, never> = {
        params: request.params as never,
        query: request.query as never,
        body: request.body as never,
        http: httpTools(request, reply, machinery.config.publicUrl),
      };
      const { status, answer } = await perform(request, machinery, route, input);
      return send(reply, status, answer);
    },
  });
}

declare module "fastify" {
  interface FastifyRequest {
    principal?: Principal;
    entered?: Awaited<ReturnType<Gatekeeper["enter"]>>;
  }
}

async function identify(request: FastifyRequest, machinery: RouteServer, route: Route): Promise<void> {
  const limit = route.limit ?? defaultLimits[route.access];
  if (route.access === "public") return machinery.limiter.take(`${route.method} ${route.path} ${request.ip}`, limit);

  const cookie = request.cookies[signInCookie];
  const token = presentedToken(request);
  const principal = await machinery.gatekeeper.authenticate({ cookie, token });
  if (!principal) throw unauthorized();
  if (cookie && !token) requireSameOrigin(request);
  machinery.limiter.take(principal.kind === "apiKey" ? principal.apiKeyId : principal.userId, defaultLimits.tenant);
  if (route.limit) machinery.limiter.take(`${route.method} ${route.path} ${principal.userId}`, route.limit);
  request.principal = principal;
  if (route.access !== "tenant") {
    if (principal.kind === "apiKey") throw forbidden("not_for_api_keys");
    return;
  }
  const wanted = request.headers["x-balas-organization"] ?? organizationInLink(request);
  if (wanted !== undefined && !z.uuid().safeParse(wanted).success) throw invalid("invalid_organization_header");
  request.entered = await machinery.gatekeeper.enter(principal, wanted as string | undefined);
  if (route.permission && !may(request.entered.actor, route.permission)) {
    throw forbidden("missing_permission", { permission: route.permission });
  }
}

function presentedToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header?.startsWith("Bearer ")) return header.slice("Bearer ".length);
  const key = request.headers["x-api-key"];
  return typeof key === "string" ? key : undefined;
}

/** A link to a file carries no header, so reading may name the organization in the query. */
function organizationInLink(request: FastifyRequest): unknown {
  return request.method === "GET" ? (request.query as Record<string, unknown>).organization : undefined;
}

/** A cookie is sent by the browser for any page, so a change with it must come from a page of ours. */
function requireSameOrigin(request: FastifyRequest): void {
  if (!unsafeMethods.has(request.method)) return;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw forbidden("cross_site_request");
  const origin = request.headers.origin;
  if (origin !== undefined && !isSameOrigin(origin, request.host)) throw forbidden("cross_site_request");
}

async function perform(
  request: FastifyRequest,
  machinery: RouteServer,
  route: Route,
  input: RouteInput<never, never, never>,
): Promise<KeptAnswer> {
  const { machine } = machinery;
  const status = answerStatus(route);
  if (route.access === "public")
    return { status, answer: await route.run(systemScope(machine, route.path, request.id) as never, input as never) };
  if (route.access === "person") {
    if (request.principal?.kind !== "user") throw unauthorized();
    const { userId, signInId } = request.principal;
    if (!route.transaction) {
      const scope = { ...systemScope(machine, route.path, request.id), userId, signInId };
      return { status, answer: await route.run(scope as never, input as never) };
    }
    const work = async (ctx: SystemCtx): Promise<KeptAnswer> => {
      const run = () => route.run({ ...ctx, userId, signInId } as never, input as never);
      if (!route.oncePerKey) return { status, answer: await run() };
      const nowhere = ctx.inOrganization(noOrganization, { kind: "user", userId, role: "", permissions: new Set() });
      return oncePerKey(nowhere, request, { status, isSecret: false }, run);
    };
    return runAsSystem(machine, "a person's own data", work, request.id);
  }
  if (!request.entered) throw unauthorized();
  const who = { ...request.entered, requestId: request.id };
  if (!route.transaction)
    return { status, answer: await route.run(tenantScope(machine, who) as never, input as never) };
  return runAsTenant(machine, who, (ctx) =>
    oncePerKey(ctx, request, { status, isSecret: route.answersSecret === true }, () =>
      route.run(ctx as never, input as never),
    ),
  );
}

/** Runs the command once per Idempotency-Key: a repeat gets the first answer. */
async function oncePerKey(
  ctx: Ctx,
  request: FastifyRequest,
  { status, isSecret }: { status: number; isSecret: boolean },
  run: () => Promise<unknown>,
): Promise<KeptAnswer> {
  const key = request.headers["idempotency-key"];
  const actorId = userIdOf(ctx.actor);
  if (request.method !== "POST" || typeof key !== "string" || !actorId) return { status, answer: await run() };
  const keyed: KeyedRequest = {
    organizationId: ctx.organizationId,
    actorId,
    key,
    requestHash: hashRequest(request.method, request.url, request.body),
    now: ctx.now(),
  };
  const kept = await claimKey(ctx.db, keyed);
  if (kept) return isSecret ? { status: kept.status, answer: await openAnswer(ctx, kept.answer) } : kept;
  const answer = await run();
  if (answer instanceof FileAnswer) return { status, answer };
  await keepAnswer(ctx.db, keyed, { status, answer: isSecret ? await sealAnswer(ctx, answer) : answer });
  return { status, answer };
}

/** A key or token stands nowhere in the database as it is, nor in the answer kept for a repeat. */
async function sealAnswer(ctx: Ctx, answer: unknown): Promise<string> {
  const plain = Buffer.from(JSON.stringify(answer ?? null));
  return Buffer.from(await ctx.ports.sealer.seal(ctx.organizationId, plain)).toString("base64");
}

async function openAnswer(ctx: Ctx, sealed: unknown): Promise<unknown> {
  const plain = await ctx.ports.sealer.open(ctx.organizationId, Buffer.from(String(sealed), "base64"));
  return JSON.parse(Buffer.from(plain).toString());
}

function send(reply: FastifyReply, status: number, answer: unknown): FastifyReply {
  if (answer instanceof FileAnswer) {
    reply
      .status(200)
      .header("Content-Type", answer.mediaType)
      .serializer((payload: unknown) => payload as string);
    if (answer.fileName) {
      reply.header("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`);
    }
    return reply.send(answer.content);
  }
  return status === 204 ? reply.status(204).send() : reply.status(status).send(answer);
}

function answerStatus(route: Route): number {
  return route.response || route.answersFile ? (route.status ?? 200) : 204;
}

function describe(route: Route): string {
  const parts = [route.description, route.permission ? `Permission: \`${route.permission}\`.` : undefined];
  if (route.access === "tenant" && route.method === "POST" && route.transaction)
    parts.push("Honors `Idempotency-Key`.");
  return parts.filter(Boolean).join("\n\n");
}

function operationId(route: Route): string {
  const words = `${route.method.toLowerCase()}${route.path}`.split(/[^a-zA-Z0-9]+/).filter(Boolean);
  return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
}
