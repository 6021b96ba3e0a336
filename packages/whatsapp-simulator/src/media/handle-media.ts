import type { IncomingMessage, ServerResponse } from "node:http";
import { chanceOf } from "../network/chance.ts";
import type { Network } from "../network/network.ts";
import { sha256 } from "./media-crypto.ts";

const LARGEST_FILE = 128 * 1024 * 1024;
const UPLOAD = /^\/(?:mms|product|pps)\/([a-z-]+)\/([^/]+)$/;

/** True for a path that the media hosts answer. */
export function isMediaPath(url: string | undefined): boolean {
  return /^\/(mms|product|pps)\//.test(url ?? "");
}

/** Takes uploads and serves downloads, whole or in part; never throws. */
export async function handleMedia(network: Network, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://media");
    if (request.method === "POST") return await upload(network, request, response, url);
    if (request.method === "GET" || request.method === "HEAD") return download(network, request, response, url);
    finish(response, 405, { error: "method_not_allowed" });
  } catch (error) {
    network.events.note("media.failed", { reason: error instanceof Error ? error.message : String(error) });
    finish(response, 400, { error: "bad_request" });
  }
}

async function upload(network: Network, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const [, kind, name] = UPLOAD.exec(url.pathname) ?? [];
  if (!kind || !name) return finish(response, 404, { error: "no_such_kind" });
  if (url.searchParams.get("auth") !== network.media.token) return finish(response, 401, { error: "unauthorized" });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_FILE) return finish(response, 413, { error: "too_large" });
    chunks.push(chunk);
  }
  const file = Buffer.concat(chunks);
  // The name of a file is its hash: what got damaged on the way is refused.
  if (decodeURIComponent(name).replace(/=+$/, "") !== sha256(file).toString("base64url"))
    return finish(response, 400, { error: "hash_mismatch" });
  const { url: fileUrl, directPath } = network.media.keep(kind, file);
  network.events.note("media.uploaded", { kind, bytes: size });
  finish(response, 200, {
    url: fileUrl,
    direct_path: directPath,
    ...(kind === "biz-cover-photo"
      ? { meta_hmac: sha256(file).toString("hex"), fbid: Date.now(), ts: Date.now() }
      : {}),
  });
}

function download(network: Network, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const file = network.media.find(url.pathname);
  if (file === undefined) return finish(response, 404, { error: "not_found" });
  if (file === "expired") return finish(response, 410, { error: "gone" });
  const served = damaged(network, url.pathname, file);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(range?.[2] ? Number(range[2]) + 1 : served.length, served.length);
  if (start > served.length) return finish(response, 416, { error: "range_not_satisfiable" });
  response.writeHead(range ? 206 : 200, {
    "content-type": "application/octet-stream",
    "content-length": Math.max(0, end - start),
    ...(range ? { "content-range": `bytes ${start}-${end - 1}/${served.length}` } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : served.subarray(start, end));
}

function damaged(network: Network, path: string, file: Buffer): Buffer {
  const { corruptMediaChance } = network.settings.faults;
  if (corruptMediaChance <= 0 || chanceOf("media", path) >= corruptMediaChance) return file;
  network.events.note("fault.media_corrupted", { path });
  const copy = Buffer.from(file);
  // The last bytes are the seal over all others and the last block of the file.
  copy.fill(0, Math.max(0, copy.length - 26));
  return copy;
}

function finish(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
