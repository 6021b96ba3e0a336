import type { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { invalid } from "../../kernel/errors.ts";
import type { Scope } from "../../kernel/scope.ts";
import { findContactByPhone, normalizePhone, readContactsForText } from "../contacts/index.ts";
import { presentCustomer } from "./present-held-message.ts";
import { findPhone, takePhone } from "./sandbox-phone.ts";
import type { customer } from "./schema.ts";
import { askNetwork } from "./simulated-network.ts";
import { digits, isPhoneNumberOfSandbox, newCustomerNumber } from "./virtual-number.ts";

const mostListed = 100;

/** The people who chatted with the session or were made for it; who talked last comes first. */
export async function listCustomers(scope: Scope, sessionId: string): Promise<z.output<typeof customer>[]> {
  const found = await scope.inTransaction((ctx) => findPhone(ctx, sessionId));
  if (!found) return [];
  const { chats } = await askNetwork(scope, (network) => network.chats(digits(found.phone), mostListed));
  const strangers = chats.filter(({ name }) => name === null).map(({ phone }) => `+${phone}`);
  const names = await scope.inTransaction((ctx) => namesOfContacts(ctx, strangers));
  return chats.map((chat) => presentCustomer(chat, names.get(`+${chat.phone}`)));
}

/** Who received a campaign is known to the organization by name, though nobody introduced him to the network. */
async function namesOfContacts(ctx: Ctx, phones: string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const phone of phones) {
    const id = await findContactByPhone(ctx, phone);
    if (id !== undefined) ids.set(id, phone);
  }
  const names = new Map<string, string>();
  for (const [id, { name }] of await readContactsForText(ctx, [...ids.keys()])) {
    const phone = ids.get(id);
    if (phone !== undefined && name) names.set(phone, name);
  }
  return names;
}

/** Makes a customer, or gives one that exists another name; the name counts for this session alone. */
export async function introduceCustomer(
  scope: Scope,
  sessionId: string,
  wish: { name: string; phone?: string | undefined },
): Promise<z.output<typeof customer>> {
  const phone = wish.phone === undefined ? newCustomerNumber() : checkCustomerPhone(wish.phone);
  const session = await takePhone(scope, sessionId);
  await askNetwork(scope, (network) =>
    network.introduce(digits(session.phone), { phone: digits(phone), name: wish.name }),
  );
  return { phone, name: wish.name, unread: 0, lastMessage: null };
}

/** Reads a number as people write it; a virtual phone's own number is nobody's customer. */
export function checkCustomerPhone(text: string): string {
  const { phone, problem } = normalizePhone(text.startsWith("+") ? text : text.replace(/^62/, "+62"), "ID");
  if (isPhoneNumberOfSandbox(text.replace(/^\+?/, "+"))) throw invalid("phone_of_sandbox");
  if (phone === undefined) throw invalid("invalid", { fields: { phone: problem } });
  return phone;
}
