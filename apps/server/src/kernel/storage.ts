import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";

/** Keeps files by key, for example "avatars/<id>". */
export interface Storage {
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Resolves to undefined when there is no such file. */
  read(key: string): Promise<Uint8Array | undefined>;
  remove(key: string): Promise<void>;
  /** A path on disk for code that streams; its folder exists. */
  pathOf(key: string): Promise<string>;
}

/** Keeps files below one folder; a write is whole or absent, also after a crash. */
export function createDiskStorage(folder: string): Storage {
  const locate = (key: string) => {
    const path = normalize(join(folder, key));
    if (!path.startsWith(normalize(folder) + sep)) throw new Error("storage key leaves its folder");
    return path;
  };
  return {
    async write(key, bytes) {
      const path = locate(key);
      await mkdir(dirname(path), { recursive: true });
      const partial = `${path}.${process.pid}.${Date.now()}.partial`;
      const file = await open(partial, "w");
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, path);
    },
    async read(key) {
      try {
        return await readFile(locate(key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    async remove(key) {
      await rm(locate(key), { force: true });
    },
    async pathOf(key) {
      const path = locate(key);
      await mkdir(dirname(path), { recursive: true });
      return path;
    },
  };
}
