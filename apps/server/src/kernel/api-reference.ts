import scalar from "@scalar/fastify-api-reference";
import type { FastifyInstance } from "fastify";

/** Serves the OpenAPI description at /api/v1/openapi.json and its reader at /api/docs. */
export async function addApiReference(server: FastifyInstance): Promise<void> {
  server.get("/api/v1/openapi.json", { schema: { hide: true } }, async () => server.swagger());
  await server.register(scalar, { routePrefix: "/api/docs", configuration: { url: "/api/v1/openapi.json" } });
}
