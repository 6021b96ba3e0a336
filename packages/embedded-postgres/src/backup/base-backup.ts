import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { Client, type Connection } from "pg";

/**
 * Streams a consistent copy of the running server as a tar archive, with the log that makes it consistent.
 * Writers are not held up. The address must be a superuser's.
 */
export async function* baseBackup(superuserUrl: string): AsyncGenerator<Buffer> {
  const url = new URL(superuserUrl);
  url.searchParams.set("replication", "true");
  const client = new Client({ connectionString: url.href });
  client.on("error", () => {}); // A broken connection also ends the stream with an error.
  await client.connect();
  try {
    // The slot keeps the log of the whole copy on disk, however much is written meanwhile; it ends with the connection.
    const slot = `backup_${randomBytes(6).toString("hex")}`;
    await client.query(`CREATE_REPLICATION_SLOT ${slot} TEMPORARY PHYSICAL RESERVE_WAL`);
    yield* client.query(new ArchiveQuery("BASE_BACKUP (LABEL 'balas', CHECKPOINT 'fast', WAL true, MANIFEST 'no')"))
      .archive;
  } finally {
    await client.end();
  }
}

type ErrorMessage = Error;

/** The answer to BASE_BACKUP: rows we don't need, then copy data whose first byte tells its kind. */
class ArchiveQuery {
  readonly archive: Readable;
  readonly #text: string;
  #connection: Connection | undefined;

  constructor(text: string) {
    this.#text = text;
    this.archive = new Readable({ read: () => this.#connection?.stream.resume(), highWaterMark: 1024 * 1024 });
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (chunk[0] !== "d".charCodeAt(0)) return;
    // The protocol's parser reuses its memory, so the bytes are copied out of it.
    if (!this.archive.push(Buffer.from(chunk.subarray(1)))) this.#connection?.stream.pause();
  }

  handleError(error: ErrorMessage): void {
    this.archive.destroy(error);
  }

  handleReadyForQuery(): void {
    this.archive.push(null);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
}
