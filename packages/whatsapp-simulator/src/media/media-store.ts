import { createHash, randomBytes } from "node:crypto";
import { bytes } from "../store/row.ts";
import type { Store } from "../store/store.ts";

/** Encrypted files, as the media hosts keep them: they know nothing of what is inside. */
export class MediaStore {
  private readonly store: Store;
  /** What uploads must show; clients get it from the network. */
  readonly token: string;
  /** Where clients reach the files; set once the network listens. */
  host = "127.0.0.1";

  constructor(store: Store) {
    this.store = store;
    this.token = store.meta("media token") ?? randomBytes(24).toString("base64url");
    store.setMeta("media token", this.token);
  }

  /** Keeps a file; returns its path, which is made of its kind and its hash. */
  keep(kind: string, file: Buffer): { url: string; directPath: string } {
    // The salt makes a second upload of the same file a file of its own, which expires on its own.
    const name = `${createHash("sha256").update(file).digest("base64url")}-${randomBytes(4).toString("hex")}`;
    const directPath = `/mms/${kind}/${name}`;
    this.store.run("insert into media (path, bytes, expired) values (?, ?, 0)", directPath, file);
    return { url: `https://${this.host}${directPath}`, directPath };
  }

  /** A file by its path; `expired` when it was there once. */
  find(path: string): Buffer | "expired" | undefined {
    const row = this.store.one("select bytes, expired from media where path = ?", pathOnly(path));
    if (!row) return undefined;
    return row.expired === 1 ? "expired" : bytes(row, "bytes");
  }

  /** A file that a phone still has on its own disk, also when the hosts dropped it. */
  recall(path: string): Buffer | undefined {
    const row = this.store.one("select bytes from media where path = ?", pathOnly(path));
    return row && bytes(row, "bytes");
  }

  /** The hosts drop every file, as they do after some weeks; returns how many. */
  expireAll(): number {
    return this.store.run("update media set expired = 1 where expired = 0").changes;
  }
}

function pathOnly(path: string): string {
  return path.split("?")[0] ?? "";
}
