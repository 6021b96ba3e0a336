import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Database } from "./db.ts";

/** Seals secrets of an organization with AES-256-GCM under the organization's own data key. */
export interface Sealer {
  seal(organizationId: string, plain: Uint8Array): Promise<Buffer>;
  /** Rejects when the bytes were changed or sealed for another organization. */
  open(organizationId: string, sealed: Uint8Array): Promise<Buffer>;
  /** The same work without a wait, once the organization's data key was loaded by one of the calls above. */
  keyOf(organizationId: string): Promise<DataKey>;
  /** A key of 32 bytes for one purpose of the whole installation, always the same under the same master key. */
  deriveKey(purpose: string): Uint8Array;
}

export interface DataKey {
  seal(plain: Uint8Array): Buffer;
  open(sealed: Uint8Array): Buffer;
}

const nonceLength = 12;
const tagLength = 16;

/** Encrypts as nonce (12) | ciphertext | tag (16). */
export function sealWith(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Reverses `sealWith`; throws when key, bytes or context differ. */
export function openWith(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceLength));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength, sealed.length - tagLength)), decipher.final()]);
}

/** SHA-256 as hexadecimal: how tokens and API keys are kept, so that a read of the database reveals none. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** A random token of 256 bits in URL-safe letters. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * Reads the master key from the setting, or from `<data>/master.key`, which is made (mode 0600) at first start. It is not
 * made when the database already holds sealed data: after a restore without its key, a new one would strand all secrets.
 */
export async function loadMasterKey(
  setting: string | undefined,
  dataDirectory: string,
  hasSealedData: () => Promise<boolean>,
): Promise<Buffer> {
  if (setting) return Buffer.from(setting, "hex");
  const path = join(dataDirectory, "master.key");
  const found = await readKeyFile(path);
  if (found) return found;
  if (await hasSealedData()) {
    throw new Error(
      `The master key is missing, but the database holds data sealed by it. Put back ${path} or set BALAS_MASTER_KEY.`,
    );
  }
  await mkdir(dataDirectory, { recursive: true });
  // Whole or absent: two processes that start at once agree on the key that was linked first.
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft);
  }
  const made = await readKeyFile(path);
  if (!made) throw new Error(`${path} vanished`);
  return made;
}

async function readKeyFile(path: string): Promise<Buffer | undefined> {
  try {
    const text = (await readFile(path, "utf8")).trim();
    if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error(`${path} does not hold a master key (64 hexadecimal digits)`);
    return Buffer.from(text, "hex");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Tells whether any organization already has a data key sealed by the master key. */
export async function hasDataKeys(database: Database): Promise<boolean> {
  return database.withSystem("look for sealed data before a master key is made", async (db) => {
    const { rows } = await sql`select 1 from data_keys limit 1`.execute(db);
    return rows.length > 0;
  });
}

/** Makes a sealer whose data keys live, sealed by the master key, in the table `data_keys`. */
export function createSealer(masterKey: Buffer, database: Database): Sealer {
  const keys = new Map<string, Promise<DataKey>>();

  async function load(organizationId: string): Promise<DataKey> {
    const fresh = sealWith(masterKey, randomBytes(32), organizationId);
    const sealed = await database.withSystem("load the data key of an organization", async (db) => {
      await sql`insert into data_keys (organization_id, sealed) values (${organizationId}, ${fresh}) on conflict do nothing`.execute(
        db,
      );
      const found = await sql<{
        sealed: Buffer;
      }>`select sealed from data_keys where organization_id = ${organizationId}`.execute(db);
      return found.rows[0]?.sealed;
    });
    if (!sealed) throw new Error("the data key vanished");
    const key = openMasterSealed(masterKey, sealed, organizationId);
    return {
      seal: (plain) => sealWith(key, plain, organizationId),
      open: (bytes) => openWith(key, bytes, organizationId),
    };
  }

  function keyOf(organizationId: string): Promise<DataKey> {
    let key = keys.get(organizationId);
    if (!key) {
      key = load(organizationId);
      key.catch(() => keys.delete(organizationId));
      keys.set(organizationId, key);
    }
    return key;
  }

  return {
    keyOf,
    deriveKey: (purpose) => new Uint8Array(hkdfSync("sha256", masterKey, "", purpose, 32)),
    seal: async (organizationId, plain) => (await keyOf(organizationId)).seal(plain),
    open: async (organizationId, sealed) => (await keyOf(organizationId)).open(sealed),
  };
}

function openMasterSealed(masterKey: Buffer, sealed: Uint8Array, organizationId: string): Buffer {
  try {
    return openWith(masterKey, sealed, organizationId);
  } catch {
    throw new Error(
      "The master key is not the one that sealed this data. Put back the BALAS_MASTER_KEY or master.key of this installation.",
    );
  }
}
