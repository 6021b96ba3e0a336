/** One thing in an archive; its content must be read to the end before the next entry is asked for. */
export type TarEntry = { path: string; type: "file" | "directory"; size: number; content: AsyncIterable<Buffer> };

const block = 512;
const greatestSize = 8 ** 11 - 1;

/** Reads the entries of an uncompressed tar stream; other kinds than files and folders are left out. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const bytes = new ByteReader(source);
  let longPath: string | undefined;
  for (;;) {
    const header = await bytes.read(block);
    if (header.length < block || header.every((byte) => byte === 0)) return bytes.drain();
    const { path, size, kind } = parseHeader(header);
    const content = bytes.chunks(size);
    if (kind === "L") longPath = textUntilNull(await collect(content));
    else {
      const type = kind === "5" ? "directory" : "file";
      if (kind === "0" || kind === "\0" || kind === "5") yield { path: longPath ?? path, type, size, content };
      longPath = undefined;
    }
    for await (const _ of content) {
      // What the reader left unread.
    }
    await bytes.read(padding(size));
  }
}

/** Writes entries as a tar stream that any tar program can read. */
export async function* writeTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Buffer> {
  for await (const entry of entries) {
    const name = Buffer.from(entry.type === "directory" ? `${entry.path}/` : entry.path);
    if (name.length > 100) {
      // The way of GNU tar: an entry of type L carries the long name of the one that follows.
      yield header(Buffer.from("././@LongLink"), name.length + 1, "L");
      yield Buffer.concat([name, Buffer.alloc(1 + padding(name.length + 1))]);
    }
    yield header(name.subarray(0, 100), entry.size, entry.type === "directory" ? "5" : "0");
    for await (const chunk of entry.content) yield chunk;
    yield Buffer.alloc(padding(entry.size));
  }
  yield Buffer.alloc(2 * block);
}

/** Makes an entry of a text that is at hand. */
export function textEntry(path: string, text: string): TarEntry {
  const content = Buffer.from(text);
  return { path, type: "file", size: content.length, content: single(content) };
}

/** Reads a whole content into memory. */
export async function collect(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function header(name: Buffer, size: number, kind: string): Buffer {
  if (size > greatestSize) throw new Error(`${name.toString()} is larger than 8 GB, which the backup can't hold.`);
  const bytes = Buffer.alloc(block);
  name.copy(bytes);
  bytes.write(kind === "5" ? "0000700\0" : "0000600\0", 100);
  bytes.write("0000000\0".repeat(2), 108);
  bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  bytes.write(`${"0".repeat(11)}\0`, 136);
  bytes.write(" ".repeat(8), 148);
  bytes.write(kind, 156);
  bytes.write("ustar\x0000", 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}

function parseHeader(bytes: Buffer): { path: string; size: number; kind: string } {
  const sum = bytes.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum !== Number.parseInt(textUntilNull(bytes.subarray(148, 156)), 8)) throw new Error("The archive is damaged.");
  const prefix = textUntilNull(bytes.subarray(345, 500));
  const name = textUntilNull(bytes.subarray(0, 100));
  const path = (prefix === "" ? name : `${prefix}/${name}`).replace(/\/$/, "");
  const size = Number.parseInt(textUntilNull(bytes.subarray(124, 136)), 8);
  const kind = String.fromCharCode(bytes[156] ?? 0);
  // Folders and links have no content, whatever their size field says.
  return { path, size: kind === "5" || kind === "1" || kind === "2" ? 0 : size, kind };
}

function padding(size: number): number {
  return (block - (size % block)) % block;
}

function textUntilNull(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end === -1 ? bytes.length : end).toString("utf8");
}

async function* single(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Returns so many bytes, fewer only at the end. */
  async read(count: number): Promise<Buffer> {
    return collect(this.chunks(count, "any"));
  }

  /** Reads what follows the end of the archive, so that the source ends too and lets go of what it holds. */
  async drain(): Promise<void> {
    while (!(await this.#source.next()).done);
  }

  /** Yields so many bytes as they come. Asked again after a part was read, it goes on where it stopped. */
  chunks(count: number, ending: "whole" | "any" = "whole"): AsyncIterable<Buffer> {
    let left = count;
    const next = async (): Promise<IteratorResult<Buffer>> => {
      while (left > 0) {
        if (this.#rest.length === 0) {
          const { value, done } = await this.#source.next();
          if (done) {
            if (ending === "any") break;
            throw new Error("The archive is cut short.");
          }
          this.#rest = value;
          continue;
        }
        const chunk = this.#rest.subarray(0, left);
        this.#rest = this.#rest.subarray(chunk.length);
        left -= chunk.length;
        return { value: chunk, done: false };
      }
      return { value: undefined, done: true };
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }
}
