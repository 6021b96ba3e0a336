import fc from "fast-check";
import { expect, test } from "vitest";
import { collect, readTar, type TarEntry, writeTar } from "./tar.ts";

async function* iterate<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}

function cut(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

async function readAll(bytes: Buffer, chunkSize: number): Promise<{ path: string; content: Buffer }[]> {
  const found = [];
  for await (const entry of readTar(iterate(cut(bytes, chunkSize)))) {
    found.push({ path: entry.path, content: await collect(entry.content) });
  }
  return found;
}

const file = fc.record({
  path: fc
    .array(fc.stringMatching(/^[a-z0-9é.-]{1,60}$/), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join("/")),
  content: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
});

test("what is written is read again, however the bytes are cut and however long the names are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 6 }), fc.integer({ min: 1, max: 2000 }), async (files, chunkSize) => {
      const entries: TarEntry[] = files.map(({ path, content }) => ({
        path,
        type: "file",
        size: content.length,
        content: iterate(cut(content, 700)),
      }));
      const archive = await collect(writeTar(iterate(entries)));
      expect(archive.length % 512).toBe(0);
      expect(await readAll(archive, chunkSize)).toEqual(files);
    }),
    { numRuns: 100 },
  );
});

test("content that nobody reads is passed over", async () => {
  const entries: TarEntry[] = ["a", "b"].map((path) => ({
    path,
    type: "file",
    size: 3,
    content: iterate([Buffer.from("xyz")]),
  }));
  const paths = [];
  for await (const entry of readTar(writeTar(iterate(entries)))) paths.push(entry.path);
  expect(paths).toEqual(["a", "b"]);
});

test("an archive that is cut short or changed is refused", async () => {
  const entry: TarEntry = { path: "a", type: "file", size: 3, content: iterate([Buffer.from("xyz")]) };
  const archive = await collect(writeTar(iterate([entry])));
  await expect(readAll(archive.subarray(0, 514), 100)).rejects.toThrow("cut short");
  archive[0] = 98;
  await expect(readAll(archive, 100)).rejects.toThrow("damaged");
});
