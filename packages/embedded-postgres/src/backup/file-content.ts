import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { TarEntry } from "./tar.ts";

/**
 * Returns a consistent copy of a SQLite file in use. Copied byte by byte it would be torn, and lack what still lies in
 * its write-ahead log.
 */
export async function snapshotOf(place: string): Promise<Pick<TarEntry, "size" | "content">> {
  const folder = mkdtempSync(join(tmpdir(), "balas-snapshot-"));
  const copy = join(folder, "copy.sqlite");
  const database = new DatabaseSync(place);
  try {
    database.exec("pragma busy_timeout = 10000");
    database.prepare("vacuum into ?").run(copy);
  } finally {
    database.close();
  }
  const { size } = await stat(copy);
  async function* content() {
    try {
      yield* exactly(copy, size);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return { size, content: content() };
}

/** Yields as many bytes as were announced: what is appended meanwhile stays out, what is cut off becomes zeros. */
export async function* exactly(place: string, size: number): AsyncGenerator<Buffer> {
  let left = size;
  if (size > 0) {
    for await (const chunk of createReadStream(place, { end: size - 1 })) {
      left -= chunk.length;
      yield chunk;
    }
  }
  for (; left > 0; left -= Math.min(left, 65536)) yield Buffer.alloc(Math.min(left, 65536));
}
