import { BufferJSON, proto } from "baileys";

/** Turns a value of Baileys' key store into bytes. */
export function encodeKey(kind: string, value: unknown): Uint8Array {
  // Session records hold base64 text only, and they are written with every message: skip the replacer, which is called
  // for each property.
  return Buffer.from(kind === "session" ? JSON.stringify(value) : JSON.stringify(value, BufferJSON.replacer));
}

/** Gives back what `encodeKey` was given. */
export function decodeKey(kind: string, bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  if (kind === "session") return JSON.parse(text);
  const value: unknown = JSON.parse(text, BufferJSON.reviver);
  // Baileys calls methods of this one, so it has to be a message object and not only look like one.
  if (kind === "app-state-sync-key" && typeof value === "object" && value !== null) {
    return proto.Message.AppStateSyncKeyData.fromObject(value);
  }
  return value;
}
