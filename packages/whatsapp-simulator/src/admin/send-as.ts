import { sendToGroup } from "../groups/send-to-group.ts";
import { sendFromPhone } from "../messages/send-from-phone.ts";
import type { Wish } from "../messages/wish.ts";
import type { Network } from "../network/network.ts";
import { Refusal, refusal } from "../network/refusal.ts";
import { type Input, needPhone, optionalText, optionalWord } from "./read-input.ts";
import { readWish } from "./read-wish.ts";

/** Sends what a body says, from a phone that is played here to a number or a group. */
export async function sendAs(network: Network, from: string, body: Input): Promise<{ id: string }> {
  const wish = readWish(body);
  const id = optionalText(body, "id", 64);
  const addressing = optionalWord(body, "addressing", ["lid", "pn"]);
  const isGroup = typeof body.to === "string" && body.to.endsWith("@g.us");
  const to = isGroup ? String(body.to) : needPhone(body.to, "to");
  try {
    if (isGroup) return await sendToGroup(network, { from, group: to, wish, id });
    return await sendFromPhone(network, { from, to, ...contentOf(wish), id, addressing });
  } catch (error) {
    if (wish.raw === undefined || error instanceof Refusal) throw error;
    // What was given is no message of WhatsApp's: the library that encodes it says so.
    throw refusal(400, "not_a_message", error instanceof Error ? error.message : String(error));
  }
}

function contentOf(wish: Wish): { text: string } | { wish: Wish } {
  const isPlain = wish.text !== undefined && !wish.quoted && !wish.expiresAfter && !wish.mentions;
  return isPlain ? { text: wish.text ?? "" } : { wish };
}
