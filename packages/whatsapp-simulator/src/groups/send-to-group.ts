import { randomBytes } from "node:crypto";
import { encodeWAMessage, type proto } from "baileys";
import type { Companion } from "../login/accounts.ts";
import { arriveAtPerson } from "../messages/arrive-at-person.ts";
import { composeMessage } from "../messages/compose.ts";
import type { Effect } from "../messages/finish-accepting.ts";
import { readContent } from "../messages/read-content.ts";
import { keepSent } from "../messages/send-from-phone.ts";
import { stanzaKind } from "../messages/stanza-kind.ts";
import type { Wish } from "../messages/wish.ts";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { nameTowards } from "../people/acquaintances.ts";
import { jidOf, type User } from "../people/user.ts";
import { peerOf, sealForCompanion } from "../signal/seal-for-companion.ts";
import { type Node, node } from "../wire/nodes.ts";

/** What a virtual phone writes to a group, or to those who see its status. */
export interface GroupWish {
  from: string;
  /** A group, or `status@broadcast`. */
  to: string;
  /** Who gets it. */
  readers: string[];
  wish: Wish;
  id?: string | undefined;
}

/** Sends from a virtual phone to many at once with a sender key; resolves when it is safe on disk and on its way. */
export async function sendToMany(
  network: Network,
  { from, to, readers, wish, ...typed }: GroupWish,
): Promise<{ id: string }> {
  const author = network.directory.reach(from);
  if (!author) throw refusal(404, "no_such_person", `${from} is not on WhatsApp`);
  const id = typed.id ?? `3A${randomBytes(9).toString("hex").toUpperCase()}`;
  const message = composeMessage(network, { author, peer: to, jid: to, server: "lid" }, wish);
  const sender = `${author.phone}:0`;
  const { ciphertext, distribution } = await network.senderKeys.encrypt(to, sender, encodeWAMessage(message));
  const letters: (() => () => void)[] = [];
  const arrivals: Effect[] = [];
  for (const phone of new Set([...readers, author.phone])) {
    for (const companion of network.accounts.companions(phone))
      letters.push(await sealForMember(network, { author, to, id, message, companion, ciphertext, distribution }));
    const user = network.directory.find(phone);
    if (!user || user === author) continue;
    const target = { user, device: 0, server: "lid" as const };
    arrivals.push(arriveAtPerson(network, { author, target, id, message, group: to }));
  }
  const sends = network.store.transaction(() => {
    keepSent(network, { author, peer: to, id, message });
    for (const arrival of arrivals) arrival.write();
    return letters.map((post) => post());
  });
  network.events.note("message.sent", { from: author.phone, to, id, ...readContent(message) });
  for (const send of sends) send();
  for (const arrival of arrivals) arrival.start();
  return { id };
}

/** Sends what a virtual member writes to its group; refuses who may not write there. */
export function sendToGroup(
  network: Network,
  { from, group, wish, id }: { from: string; group: string; wish: Wish; id?: string | undefined },
): Promise<{ id: string }> {
  const found = network.groups.find(group);
  if (!found) throw refusal(404, "no_such_group", `there is no group ${group}`);
  if (found.members[from] === undefined) throw refusal(403, "not_a_member", `${from} is not in this group`);
  if (found.announce && !network.groups.isAdmin(group, from))
    throw refusal(403, "not_an_admin", `only admins write in ${group}`);
  const expiring = found.ephemeral > 0 && wish.expiresAfter === undefined ? { expiresAfter: found.ephemeral } : {};
  return sendToMany(network, {
    from,
    to: group,
    readers: Object.keys(found.members),
    wish: { ...wish, ...expiring },
    id,
  });
}

interface Sealing {
  author: User;
  to: string;
  id: string;
  message: proto.IMessage;
  companion: Companion;
  ciphertext: Buffer;
  distribution: proto.IMessage;
}

/** One letter with the message for all; the key goes with it to a client that has not got it yet. */
async function sealForMember(network: Network, sealing: Sealing): Promise<() => () => void> {
  const { author, to, id, message, companion, ciphertext, distribution } = sealing;
  const sender = `${author.phone}:0`;
  const knows = network.senderKeys.isShared(to, sender, peerOf(companion));
  const key = knows ? undefined : await sealForCompanion(network, author, companion, distribution);
  const { mediatype, ...kind } = stanzaKind(message);
  const shared = node("enc", { v: 2, type: "skmsg", mediatype }, ciphertext);
  const stanza = memberStanza(network, { author, to, id, companion, kind }, key ? [key.enc, shared] : [shared]);
  return () => {
    key?.save();
    if (key) network.senderKeys.markShared(to, sender, peerOf(companion));
    return network.mailbox.post({ to: companion, peer: author.phone, stanza });
  };
}

/** The envelope of a message to a group, for one client of a member. */
export function memberStanza(
  network: Network,
  { author, to, id, companion, kind }: Pick<Sealing, "author" | "to" | "id" | "companion"> & { kind: object },
  parts: Node[],
): Node {
  return node(
    "message",
    {
      from: to,
      participant: jidOf(author, "lid"),
      participant_pn: jidOf(author, "pn"),
      addressing_mode: "lid",
      id,
      t: stanzaSeconds(network),
      ...kind,
      notify: nameTowards(network, companion.phone, author.phone) ?? author.name,
    },
    parts,
  );
}
