import type { Incoming } from "@balas/whatsapp";

const longestId = 500;
const longestName = 200;

/**
 * Makes what a stranger wrote storable: PostgreSQL refuses zero characters and halves of surrogate pairs, and one
 * refused message would hold up the session for ever, because it is offered again until it is stored.
 */
export function cleanIncoming(incoming: Incoming): Incoming {
  const { content, pushName, quotedWaId } = incoming;
  return {
    ...incoming,
    waId: clean(incoming.waId).slice(0, longestId),
    content:
      content.type === "text"
        ? { type: "text", text: clean(content.text) }
        : { type: "unsupported", kind: clean(content.kind).slice(0, longestName) },
    ...(pushName !== undefined && { pushName: cut(clean(pushName), longestName) }),
    ...(quotedWaId !== undefined && { quotedWaId: clean(quotedWaId).slice(0, longestId) }),
  };
}

function clean(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** Cuts between characters, not within a surrogate pair. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}
