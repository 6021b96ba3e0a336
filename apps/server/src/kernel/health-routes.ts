import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Machine } from "./context.ts";
import type { Metrics } from "./metrics.ts";

/** Serves /health/live (the process answers), /health/ready (it can work) and /metrics (Prometheus). */
export function addHealthRoutes(server: FastifyInstance, machine: Machine, metrics: Metrics): void {
  server.get("/health/live", { schema: { hide: true } }, async () => ({ status: "live" }));
  server.get("/health/ready", { schema: { hide: true } }, async (_request, reply) => {
    try {
      await machine.database.withSystem("health", (db) => sql`select 1`.execute(db));
      return { status: "ready" };
    } catch {
      return reply.status(503).send({ status: "database unreachable" });
    }
  });
  server.get("/metrics", { schema: { hide: true } }, async (_request, reply) => {
    return reply.header("Content-Type", metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}
