import type { IncomingMessage, ServerResponse } from "node:http";
import { chanceOf } from "../network/chance.ts";
import type { Network } from "../network/network.ts";
import { Refusal, refusal } from "../network/refusal.ts";
import { bytes } from "../store/row.ts";
import { sha256 } from "./media-crypto.ts";

const LARGEST_FILE = 128 * 1024 * 1024;
const PICTURES = "/pps/picture/";
const UPLOAD = /^\/(?:mms|product|pps)\/([a-z-]+)\/([^/]+)$/;

/** True for a path that the media hosts answer. */
export function isMediaPath(url: string | undefined): boolean {
  return /^\/(mms|product|pps)\//.test(url ?? "");
}

/** Takes uploads and serves downloads, whole or in part; never throws. */
export async function handleMedia(network: Network, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://media");
    if (request.method === "POST") await upload(network, request, response, url);
    else if (request.method === "GET" || request.method === "HEAD") download(network, request, response, url);
    else throw refusal(405, "method_not_allowed", "files are posted and got");
  } catch (error) {
    if (error instanceof Refusal) return finish(response, error.status, { error: error.code });
    network.events.note("media.failed", { reason: error instanceof Error ? error.message : String(error) });
    finish(response, 400, { error: "bad_request" });
  }
}

async function upload(network: Network, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const [, kind, name] = UPLOAD.exec(url.pathname) ?? [];
  if (!kind || !name) throw refusal(404, "no_such_kind", "there is no such kind of file");
  if (url.searchParams.get("auth") !== network.media.token)
    throw refusal(401, "unauthorized", "the token is not the one of media_conn");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_FILE) throw refusal(413, "too_large", `a file may have ${LARGEST_FILE} bytes`);
    chunks.push(chunk);
  }
  const file = Buffer.concat(chunks);
  // The name of a file is its hash: what got damaged on the way is refused.
  if (decodeURIComponent(name).replace(/=+$/, "") !== sha256(file).toString("base64url"))
    throw refusal(400, "hash_mismatch", "the file is not what its name says");
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
  const file = url.pathname.startsWith(PICTURES) ? picture(network, url.pathname) : network.media.find(url.pathname);
  if (file === undefined) throw refusal(404, "not_found", "there is no such file");
  if (file === "expired") throw refusal(410, "gone", "the file was dropped");
  const served = damaged(network, url.pathname, file);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(range?.[2] ? Number(range[2]) + 1 : served.length, served.length);
  if (start > served.length) throw refusal(416, "range_not_satisfiable", "the file is shorter");
  response.writeHead(range ? 206 : 200, {
    "content-type": "application/octet-stream",
    "content-length": Math.max(0, end - start),
    ...(range ? { "content-range": `bytes ${start}-${end - 1}/${served.length}` } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : served.subarray(start, end));
}

/** Pictures of people and groups are not encrypted. */
function picture(network: Network, path: string): Buffer | undefined {
  const row = network.store.one("select image from pictures where id = ?", path.slice(PICTURES.length));
  return row && bytes(row, "image");
}

function damaged(network: Network, path: string, file: Buffer): Buffer {
  const { corruptMediaChance } = network.settings.faults;
  const byChance = corruptMediaChance > 0 && chanceOf("media", path) < corruptMediaChance;
  if (!byChance && !network.faults.strikes("corruptMedia")) return file;
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
