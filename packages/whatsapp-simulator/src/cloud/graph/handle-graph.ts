import type { IncomingMessage, ServerResponse } from "node:http";
import { readRequest, UnreadableBody } from "../../hosted/read-request.ts";
import type { Cloud } from "../cloud.ts";
import { errorBody, GraphError, invalidParameter } from "../graph-error.ts";
import { authorize } from "./authorize.ts";
import { exchangeCode } from "./exchange-code.ts";
import { FileAnswer } from "./graph-call.ts";
import { routeGraph } from "./route-graph.ts";

const LARGEST_BODY = 120_000_000;

/** Answers one call of the Graph API; whatever is asked, the answer is JSON and the process lives on. */
export async function handleGraph(cloud: Cloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://graph");
    const parts = pathOf(url);
    const { input, file, raw } = await readRequest(request, LARGEST_BODY);
    for (const [name, value] of url.searchParams) input[name] ??= value;
    const method = (request.method ?? "GET").toUpperCase();
    if (parts[0] === "oauth" && parts[1] === "access_token") return answer(response, 200, exchangeCode(cloud, input));
    const token = authorize(cloud, request, url);
    const { headers } = request;
    const origin = `http://${headers.host ?? "127.0.0.1"}`;
    const call = {
      cloud,
      token,
      method,
      rest: parts.slice(2),
      query: url.searchParams,
      input,
      file,
      raw,
      headers,
      origin,
    };
    const result = await routeGraph(call, parts[0] ?? "", parts[1] ?? "");
    if (result instanceof FileAnswer) return answerFile(response, result);
    answer(response, 200, result ?? { success: true });
  } catch (error) {
    const refused = asGraphError(cloud, request, error);
    answer(response, refused.status, errorBody(refused));
  }
}

function pathOf(url: URL): string[] {
  const parts = url.pathname
    .split("/")
    .slice(2)
    .filter((part) => part !== "");
  const [version] = parts;
  if (version !== undefined && /^v\d+\.\d+$/.test(version)) parts.shift();
  try {
    return parts.map(decodeURIComponent);
  } catch {
    throw invalidParameter("The path is not well encoded.");
  }
}

function asGraphError(cloud: Cloud, request: IncomingMessage, error: unknown): GraphError {
  if (error instanceof GraphError) return error;
  if (error instanceof UnreadableBody) return invalidParameter(error.message);
  const message = error instanceof Error ? error.message : String(error);
  cloud.network.events.note("cloud.failed", { path: (request.url ?? "").split("?")[0] ?? "", message });
  return new GraphError(1, message);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    "content-type": "application/json; charset=UTF-8",
    ...(status === 401 ? { "www-authenticate": 'OAuth "Facebook Platform" "invalid_token"' } : {}),
  });
  response.end(JSON.stringify(body));
}

function answerFile(response: ServerResponse, { type, bytes }: FileAnswer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(200, { "content-type": type, "content-length": bytes.length });
  response.end(bytes);
}
