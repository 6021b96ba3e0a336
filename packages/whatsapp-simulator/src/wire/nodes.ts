import type { BinaryNode } from "baileys";

/** One element of WhatsApp's binary XML. */
export type Node = BinaryNode;

/** How the service itself is named: an address without a user. */
export const SERVER = "@s.whatsapp.net";

/** Builds a node, leaving out attributes that have no value. */
export function node(
  tag: string,
  attributes: Record<string, string | number | undefined> = {},
  content?: Node["content"],
): Node {
  const attrs: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) attrs[name] = String(value);
  return content === undefined ? { tag, attrs } : { tag, attrs, content };
}

/** The child nodes of a node; none when its content is bytes or text. */
export function childrenOf(parent: Node | undefined, tag?: string): Node[] {
  if (!parent || !Array.isArray(parent.content)) return [];
  return tag === undefined ? parent.content : parent.content.filter((child) => child.tag === tag);
}

/** The first child with this tag. */
export function childOf(parent: Node | undefined, tag: string): Node | undefined {
  return childrenOf(parent, tag)[0];
}

/** The content of a node as bytes; undefined when it holds child nodes or nothing. */
export function bytesOf(parent: Node | undefined): Buffer | undefined {
  if (!parent?.content || Array.isArray(parent.content)) return undefined;
  return typeof parent.content === "string" ? Buffer.from(parent.content, "utf8") : Buffer.from(parent.content);
}

/** The content of a child as bytes. */
export function bytesOfChild(parent: Node | undefined, tag: string): Buffer | undefined {
  return bytesOf(childOf(parent, tag));
}

/** A big-endian unsigned integer of a fixed number of bytes. */
export function bigEndian(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}
