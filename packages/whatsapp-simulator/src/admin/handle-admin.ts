import type { IncomingMessage, ServerResponse } from "node:http";
import { hostedRoutes } from "../hosted/admin-routes.ts";
import type { Network } from "../network/network.ts";
import { Refusal, refusal } from "../network/refusal.ts";
import { accountRoutes } from "./account-routes.ts";
import { customerRoutes } from "./customer-routes.ts";
import { groupRoutes } from "./group-routes.ts";
import { loadRoutes } from "./load-routes.ts";
import { messageRoutes } from "./message-routes.ts";
import { networkRoutes } from "./network-routes.ts";
import { describeApi } from "./openapi.ts";
import { peopleRoutes } from "./people-routes.ts";
import { phoneRoutes } from "./phone-routes.ts";
import { type Input, parseInput, readBody } from "./read-input.ts";
import { socialRoutes } from "./social-routes.ts";
import { streamEvents } from "./stream-events.ts";

/** A call on the admin API. */
export interface Call {
  network: Network;
  /** The named parts of the path. */
  path: Record<string, string>;
  query: URLSearchParams;
  /** The body as text, and as an object when it is JSON. */
  body: string;
  input: () => Input;
}

/** `METHOD /admin/path/:part` to what it does; what it returns is the answer in JSON. */
export type Routes = Record<string, (call: Call) => unknown>;

interface CompiledRoute {
  method: string;
  parts: string[];
  run: (call: Call) => unknown;
}

const ALL: Routes = {
  ...networkRoutes,
  ...phoneRoutes,
  ...peopleRoutes,
  ...accountRoutes,
  ...customerRoutes,
  ...loadRoutes,
  ...groupRoutes,
  ...messageRoutes,
  ...socialRoutes,
  ...hostedRoutes,
  "GET /admin/openapi.json": () => describeApi(Object.keys(ALL)),
};

const ROUTES: CompiledRoute[] = Object.entries(ALL).map(([name, run]) => {
  const [method = "", path = ""] = name.split(" ");
  return { method, parts: path.split("/").slice(1), run };
});

/** Answers one request; whatever is asked, the answer is JSON and the process lives on. */
export async function handleAdmin(network: Network, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://simulator");
    if (url.pathname === "/admin/events") return streamEvents(network, request, response, url);
    const { route, path } = findRoute(request.method ?? "GET", url.pathname);
    const body = await readBody(request);
    const result = await route.run({ network, path, query: url.searchParams, body, input: () => parseInput(body) });
    answer(response, 200, result ?? {});
  } catch (error) {
    if (error instanceof Refusal) return answer(response, error.status, { error: error.code, message: error.message });
    const message = error instanceof Error ? error.message : String(error);
    network.events.note("admin.failed", { path: request.url ?? "", message });
    answer(response, 500, { error: "internal", message });
  }
}

function findRoute(method: string, pathname: string): { route: CompiledRoute; path: Record<string, string> } {
  if (pathname === "/" && method === "GET") return findRoute("GET", "/admin/state");
  const given = pathname.split("/").slice(1);
  let pathKnown = false;
  for (const route of ROUTES) {
    const path = matchPath(route.parts, given);
    if (!path) continue;
    if (route.method === method) return { route, path };
    pathKnown = true;
  }
  if (pathKnown) throw refusal(405, "method_not_allowed", `${method} is not possible here`);
  throw refusal(404, "no_such_path", `there is no ${pathname}`);
}

function matchPath(parts: string[], given: string[]): Record<string, string> | undefined {
  if (parts.length !== given.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) path[part.slice(1)] = decoded(value);
    else if (part !== value) return undefined;
  }
  return path;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refusal(400, "invalid", "the path is not well encoded");
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
