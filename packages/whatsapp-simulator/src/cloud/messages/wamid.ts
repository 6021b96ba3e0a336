import { createHash, randomBytes } from "node:crypto";

/** A message id in the writing of the platform, around the phone of the other side and the id the phones know. */
export function newWamid(peer: string, nativeId: string, numberId: string): string {
  const peerBytes = Buffer.from(peer, "ascii");
  const idBytes = Buffer.from(nativeId, "latin1");
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, peerBytes.length]),
    peerBytes,
    Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, idBytes.length]),
    idBytes,
    // Two numbers may get the same id from the same phone.
    createHash("sha256").update(numberId).digest().subarray(0, 4),
    Buffer.from([0x00]),
  ]);
  return `wamid.${bytes.toString("base64")}`;
}

/** An id for a message as the phones of business numbers write it. */
export function newNativeId(): string {
  return randomBytes(10).toString("hex").toUpperCase();
}
