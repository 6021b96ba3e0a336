import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** Copies rows into a table; `write` makes the line of one, with its line end. */
export async function copyRows<Row>(
  client: pg.PoolClient,
  statement: string,
  rows: Iterable<Row>,
  write: (row: Row) => string,
): Promise<void> {
  const stream = client.query(copyFrom(statement));
  const finished = once(stream, "finish");
  // Met where the copy ends; a refusal while rows are still being written must not count as unhandled.
  finished.catch(() => undefined);
  let text = "";
  for (const row of rows) {
    text += write(row);
    if (text.length < 64 * 1024) continue;
    // Requests and WhatsApp's own traffic may share this process: each piece lets them through.
    await (stream.write(text) ? setImmediate() : Promise.race([once(stream, "drain"), finished]));
    text = "";
  }
  stream.end(text);
  await finished;
}

/** Makes any text stand for itself in a line of a copy. */
export function escapeCopy(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, "\\r")
    : text;
}
