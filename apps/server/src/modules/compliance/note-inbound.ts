import type { Ctx } from "../../kernel/context.ts";
import { recordOptOut, withdrawOptOut } from "./opt-out.ts";
import { readWish } from "./stop-words.ts";

export interface Inbound {
  contactId: string;
  text: string;
  at: Date;
  messageId?: string;
}

/** Obeys what a person wrote: a STOP word opts him out, a START word in again; the message is the proof. */
export async function noteInbound(ctx: Ctx, inbound: Inbound): Promise<{ optedOut: boolean }> {
  const asked = readWish(inbound.text);
  if (!asked) return { optedOut: false };
  const wish = {
    contactId: inbound.contactId,
    reason: inbound.text.trim(),
    messageId: inbound.messageId ?? null,
    source: "message" as const,
    at: inbound.at,
  };
  if (asked === "start") {
    await withdrawOptOut(ctx, wish);
    return { optedOut: false };
  }
  await recordOptOut(ctx, wish);
  return { optedOut: true };
}

/** The same for many messages in their order; it costs nothing for those that ask for nothing. */
export async function noteInboundMany(ctx: Ctx, inbound: Inbound[]): Promise<void> {
  for (const one of inbound) await noteInbound(ctx, one);
}
