import type { z } from "zod";
import { notFound } from "../../kernel/errors.ts";
import type { Scope } from "../../kernel/scope.ts";
import { checkCustomerPhone } from "./customers.ts";
import { presentHeldMessage } from "./present-held-message.ts";
import { findPhone, takePhone } from "./sandbox-phone.ts";
import type { heldMessage, virtualPhone } from "./schema.ts";
import { askNetwork } from "./simulated-network.ts";
import { digits } from "./virtual-number.ts";

type HeldMessage = z.output<typeof heldMessage>;

/** The chat with this session on the customer's phone, oldest message first; reading it here is what reads it. */
export async function readCustomerChat(scope: Scope, sessionId: string, customer: string): Promise<HeldMessage[]> {
  const phone = checkCustomerPhone(customer);
  const session = await scope.inTransaction((ctx) => findPhone(ctx, sessionId));
  if (!session) return [];
  const { messages } = await askNetwork(scope, (network) => network.chat(digits(phone), digits(session.phone)));
  return messages.map(presentHeldMessage);
}

/** The customer opens the chat: the session's messages in it get their blue ticks. */
export async function readAsCustomer(scope: Scope, sessionId: string, customer: string): Promise<{ read: number }> {
  const phone = checkCustomerPhone(customer);
  const session = await scope.inTransaction((ctx) => findPhone(ctx, sessionId));
  if (!session) throw notFound();
  return askNetwork(scope, (network) => network.readAsPerson(digits(phone), digits(session.phone)));
}

/** The customer writes to the session. */
export async function writeAsCustomer(
  scope: Scope,
  sessionId: string,
  message: { customer: string; text: string },
): Promise<{ id: string }> {
  const phone = checkCustomerPhone(message.customer);
  const session = await takePhone(scope, sessionId);
  return askNetwork(scope, (network) =>
    network.sendAsPerson(digits(phone), { to: digits(session.phone), text: message.text }),
  );
}

/** The session's virtual phone and what is linked to it. */
export async function readVirtualPhone(scope: Scope, sessionId: string): Promise<z.output<typeof virtualPhone>> {
  const session = await scope.inTransaction((ctx) => findPhone(ctx, sessionId));
  if (!session) return { phone: null, name: "", linkedDevices: [] };
  const state = await askNetwork(scope, (network) => network.phone(digits(session.phone)));
  return {
    phone: session.phone,
    name: state.name,
    linkedDevices: state.companions.map(({ pairedAt, connected }) => ({
      pairedAt: new Date(pairedAt).toISOString(),
      connected,
    })),
  };
}

/** The chat with a customer on the session's own phone, oldest message first. */
export async function readPhoneChat(scope: Scope, sessionId: string, customer: string): Promise<HeldMessage[]> {
  const phone = checkCustomerPhone(customer);
  const session = await scope.inTransaction((ctx) => findPhone(ctx, sessionId));
  if (!session) return [];
  const [own, theirs] = await askNetwork(scope, (network) =>
    Promise.all([
      network.phoneChat(digits(session.phone), digits(phone)),
      network.chat(digits(phone), digits(session.phone)),
    ]),
  );
  // The simulated owner's phone keeps no ticks of its own: they are what the customer's copy says.
  const arrived = new Map(theirs.messages.map((message) => [message.id, message]));
  return own.messages.map((message) => {
    const copy = message.direction === "out" ? arrived.get(message.id) : undefined;
    const status = copy?.status === "read" ? "read" : copy?.status === "received" ? "delivered" : message.status;
    return presentHeldMessage({ ...message, status });
  });
}

/** The owner types on the phone itself, past Balas. */
export async function typeOnPhone(
  scope: Scope,
  sessionId: string,
  message: { to: string; text: string },
): Promise<{ id: string }> {
  const to = checkCustomerPhone(message.to);
  const session = await takePhone(scope, sessionId);
  return askNetwork(scope, (network) =>
    network.typeOnPhone(digits(session.phone), { to: digits(to), text: message.text }),
  );
}
