import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readRequest, UnreadableBody } from "../../hosted/read-request.ts";
import { Refusal } from "../../network/refusal.ts";
import type { Waha } from "../waha.ts";
import { findWahaRoute } from "./find-waha-route.ts";
import { WahaAnswer } from "./waha-call.ts";
import { WahaError, wahaError } from "./waha-error.ts";

const LARGEST_BODY = 120_000_000;
const OPEN_PATHS = ["/ping"];

/** Answers one call of the WAHA API; whatever is asked, the process lives on. */
export async function handleWaha(waha: Waha, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://waha");
    const pathname = url.pathname.replace(/^\/waha/, "") || "/";
    const { input } = await readRequest(request, LARGEST_BODY);
    if (!OPEN_PATHS.includes(pathname) && !isAllowed(waha, request, url))
      throw new WahaError(401, { message: "Unauthorized", statusCode: 401 });
    throwOrderedFailure(waha, pathname);
    const { route, path } = findWahaRoute(request.method ?? "GET", pathname);
    const origin = `http://${request.headers.host ?? "127.0.0.1"}/waha`;
    const accept = request.headers.accept ?? "";
    const result = await route({ waha, path, query: url.searchParams, input, accept, origin });
    if (result instanceof WahaAnswer) return answer(response, result.status, result.type, result.body);
    const status = request.method === "POST" ? 201 : 200;
    answer(response, status, "application/json; charset=utf-8", Buffer.from(JSON.stringify(result ?? {})));
  } catch (error) {
    const { status, body } = asWahaError(waha, request, error);
    answer(response, status, "application/json; charset=utf-8", Buffer.from(JSON.stringify(body)));
  }
}

/** True when a request shows the key, in its header or its address. */
export function isAllowed(waha: Waha, request: IncomingMessage, url: URL): boolean {
  const header = request.headers["x-api-key"];
  const given = Buffer.from((typeof header === "string" ? header : url.searchParams.get("x-api-key")) ?? "");
  const right = Buffer.from(waha.settings.apiKey);
  return right.length === 0 || (given.length === right.length && timingSafeEqual(given, right));
}

function throwOrderedFailure(waha: Waha, pathname: string): void {
  const order = waha.failures.list().find((one) => pathname.startsWith(one.path));
  if (!order) return;
  if (order.times <= 1) waha.failures.remove(order.id);
  else waha.failures.put(order.id, "", { ...order, times: order.times - 1 });
  throw wahaError(order.status, "This error was ordered.");
}

function asWahaError(waha: Waha, request: IncomingMessage, error: unknown): WahaError {
  if (error instanceof WahaError) return error;
  if (error instanceof UnreadableBody) return wahaError(400, error.message);
  const message = error instanceof Error ? error.message : String(error);
  const isRefusal = error instanceof Refusal;
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (!isRefusal) waha.network.events.note("waha.failed", { path, message });
  return new WahaError(500, {
    statusCode: 500,
    timestamp: new Date().toISOString(),
    exception: { message, name: isRefusal ? error.code : "Error" },
    request: { path, method: request.method ?? "GET" },
    version: { version: waha.settings.version, engine: waha.settings.engine, tier: "PLUS" },
  });
}

function answer(response: ServerResponse, status: number, type: string, body: Buffer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { "content-type": type, "content-length": body.length });
  response.end(body);
}
