import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { notFound } from "./errors.ts";
import { renderProblem } from "./render-problem.ts";

const folder = fileURLToPath(new URL("../../../dashboard/dist/", import.meta.url));

/** Serves the built dashboard; every path that is no file and no API answers with its page. */
export async function addDashboard(server: FastifyInstance): Promise<void> {
  const hasDashboard = existsSync(`${folder}index.html`);
  if (hasDashboard) {
    await server.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      setHeaders(reply, path) {
        const isHashed = path.includes("/assets/");
        reply.header("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  server.setNotFoundHandler(async (request, reply) => {
    // A part of an older version is gone: the page in its place would be run as a script.
    const isFile = request.url.startsWith("/api/") || request.url.startsWith("/assets/");
    const wantsPage = request.method === "GET" && !isFile && hasDashboard;
    if (!wantsPage) return renderProblem(notFound("no_such_endpoint"), request, reply);
    return reply
      .header("Cache-Control", "no-cache")
      .header("Content-Type", "text/html; charset=utf-8")
      .header(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-ancestors 'none'",
      )
      .send(await readFile(`${folder}index.html`));
  });
}
