import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

const INFO: Record<string, string> = {
  image: "WhatsApp Image Keys",
  sticker: "WhatsApp Image Keys",
  video: "WhatsApp Video Keys",
  audio: "WhatsApp Audio Keys",
  document: "WhatsApp Document Keys",
  history: "WhatsApp History Keys",
  "app-state": "WhatsApp App State Keys",
};
const MAC_BYTES = 10;

/** A file sealed for the media hosts, with what its reader needs. */
export interface SealedMedia {
  file: Buffer;
  mediaKey: Buffer;
  fileSha256: Buffer;
  fileEncSha256: Buffer;
  fileLength: number;
}

/** Encrypts a file with a key of its own. */
export function sealMedia(kind: string, plain: Uint8Array, mediaKey = randomBytes(32)): SealedMedia {
  const { iv, cipherKey, macKey } = keysOf(kind, mediaKey);
  const cipher = createCipheriv("aes-256-cbc", cipherKey, iv);
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  const file = Buffer.concat([encrypted, macOf(macKey, iv, encrypted)]);
  return {
    file,
    mediaKey,
    fileSha256: sha256(plain),
    fileEncSha256: sha256(file),
    fileLength: plain.length,
  };
}

/** Decrypts a file; throws when it was damaged or the key is another one's. */
export function openMedia(kind: string, file: Buffer, mediaKey: Uint8Array): Buffer {
  const { iv, cipherKey, macKey } = keysOf(kind, mediaKey);
  const encrypted = file.subarray(0, -MAC_BYTES);
  if (!macOf(macKey, iv, encrypted).equals(file.subarray(-MAC_BYTES))) throw new Error("the media file is damaged");
  const decipher = createDecipheriv("aes-256-cbc", cipherKey, iv);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

/** The hash that names a file. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function keysOf(kind: string, mediaKey: Uint8Array): { iv: Buffer; cipherKey: Buffer; macKey: Buffer } {
  const info = INFO[kind];
  if (info === undefined) throw new Error(`there is no media kind ${kind}`);
  const expanded = Buffer.from(hkdfSync("sha256", mediaKey, Buffer.alloc(0), info, 112));
  return { iv: expanded.subarray(0, 16), cipherKey: expanded.subarray(16, 48), macKey: expanded.subarray(48, 80) };
}

function macOf(macKey: Buffer, iv: Buffer, encrypted: Buffer): Buffer {
  return createHmac("sha256", macKey).update(iv).update(encrypted).digest().subarray(0, MAC_BYTES);
}
