import { isUtf8 } from "node:buffer";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import { invalid } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import type { Scope } from "../../kernel/scope.ts";
import {
  commonWidth,
  decodeStream,
  detectEncoding,
  detectTable,
  type FileProblem,
  looksBinary,
} from "./detect-format.ts";
import { importFileKey } from "./import-file.ts";
import type { ImportFormat } from "./import-shapes.ts";

const headSize = 256 * 1024;
const sampleRows = 8;
const mostColumns = 200;

export interface UploadedFile {
  fileName: string;
  stream: Readable;
}

/** Takes a file in as it streams, finds how it is written and keeps it as UTF-8. What is no list of text is refused. */
export async function uploadImport(scope: Scope, file: UploadedFile): Promise<string> {
  const { rows } = await scope.inTransaction((ctx) => sql<{ id: string }>`select uuidv7() as id`.execute(ctx.db));
  const id = rows[0]?.id ?? "";
  const path = await scope.ports.storage.pathOf(importFileKey(scope.organizationId, id));
  try {
    const encoding = await receive(file.stream, path);
    if ((file.stream as { truncated?: boolean }).truncated) throw invalid("file_too_large", { mostBytes: 1024 ** 3 });
    if (encoding !== "utf-8") await decodeFile(path, encoding);
    await insert(scope, { id, path, encoding, fileName: file.fileName });
    return id;
  } catch (error) {
    await Promise.all([rm(path, { force: true }), rm(decodedPath(path), { force: true })]);
    throw error;
  }
}

/** Writes the stream to disk. Bytes that are no text stop it at once, so that 300 MB of a video cost nothing. */
async function receive(stream: Readable, path: string): Promise<ImportFormat["encoding"]> {
  let encoding: ImportFormat["encoding"] | undefined;
  let isStillUtf8 = true;
  let tail: Buffer = Buffer.alloc(0);
  let problem: FileProblem | undefined;
  await pipeline(
    stream,
    async function* check(pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        // The rest of a refused upload is read and dropped, so that the answer reaches the browser.
        if (problem) continue;
        if (encoding === undefined) {
          const found = detectEncoding(piece);
          if (isFileProblem(found)) problem = found;
          else encoding = found;
        }
        if (encoding === "utf-8" && (piece.includes(0) || looksBinary(piece))) problem = "file_is_binary";
        if (encoding === "utf-8" && isStillUtf8) {
          const joined = Buffer.concat([tail, piece]);
          const whole = wholeCharacters(joined);
          isStillUtf8 = isUtf8(joined.subarray(0, whole));
          tail = joined.subarray(whole);
        }
        if (!problem) yield piece;
      }
    },
    createWriteStream(path),
  );
  if (problem ?? encoding === undefined) throw invalid(problem ?? "file_is_empty");
  return encoding === "utf-8" && (!isStillUtf8 || !isUtf8(tail)) ? "windows-1252" : (encoding ?? "utf-8");
}

/** Length without a character that is cut at the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return size > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function decodedPath(path: string): string {
  return `${path}.decoded`;
}

async function decodeFile(path: string, encoding: ImportFormat["encoding"]): Promise<void> {
  const decoded = decodedPath(path);
  await pipeline(createReadStream(path), decodeStream(encoding), createWriteStream(decoded, "utf8"));
  await rename(decoded, path);
}

async function insert(
  scope: Scope,
  file: { id: string; path: string; encoding: ImportFormat["encoding"]; fileName: string },
): Promise<void> {
  const { size } = await stat(file.path);
  const table = detectTable(await readHead(file.path), size <= headSize);
  if (typeof table === "string") throw invalid(table);
  const { rows, ...found } = table;
  // Rows wider than the file is meant to be are refused one by one later.
  const width = Math.max(
    found.hasHeader ? (rows[0]?.length ?? 0) : 0,
    commonWidth(rows.slice(found.hasHeader ? 1 : 0)),
  );
  if (width > mostColumns) throw invalid("file_has_too_many_columns", { most: mostColumns });
  const titles = found.hasHeader ? (rows[0] ?? []) : [];
  const header = Array.from(
    { length: width },
    (_, index) => titles[index]?.trim().slice(0, 200) || `Kolom ${index + 1}`,
  );
  const samples = rows.slice(found.hasHeader ? 1 : 0).slice(0, sampleRows);
  await scope.inTransaction((ctx) =>
    ctx.db
      .insertInto("imports")
      .values({
        organization_id: ctx.organizationId,
        id: file.id,
        file_name: file.fileName.slice(0, 200),
        status: "uploaded",
        format: JSON.stringify({ encoding: file.encoding, ...found } satisfies ImportFormat),
        header,
        samples: JSON.stringify(samples.map((row) => row.map((cell) => cell.slice(0, 500)))),
        bytes: size,
        created_at: ctx.now(),
        created_by: userIdOf(ctx.actor),
      })
      .execute(),
  );
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headSize), 0, headSize, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function isFileProblem(found: string): found is FileProblem {
  return found.startsWith("file_");
}
