import { randomBytes } from "node:crypto";
import { proto } from "baileys";
import type { Companion } from "../login/accounts.ts";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import { tellSent } from "../network/observers.ts";
import { refusal } from "../network/refusal.ts";
import { nameTowards } from "../people/acquaintances.ts";
import { jidOf, type User } from "../people/user.ts";
import { sealForCompanion } from "../signal/seal-for-companion.ts";
import { bytes } from "../store/row.ts";
import { type Node, node } from "../wire/nodes.ts";
import { applyChange } from "./apply-change.ts";
import { arriveAtPerson } from "./arrive-at-person.ts";
import { composeMessage } from "./compose.ts";
import { holdContent, isChange, isSilent, readContent } from "./read-content.ts";
import { stanzaKind } from "./stanza-kind.ts";
import type { Wish } from "./wish.ts";

/** What somebody types on a phone that this server plays. */
export interface Typed {
  from: string;
  to: string;
  /** A text, the common case. */
  text?: string | undefined;
  /** Anything else. */
  wish?: Wish | undefined;
  /** A message that was composed already. */
  message?: proto.IMessage | undefined;
  /** A message id of one's own choosing; the same one again is a repeated copy. */
  id?: string | undefined;
  addressing?: "pn" | "lid" | undefined;
}

/** Sends a message from a virtual phone to everyone it is for; resolves when it is safe on disk and on its way. */
export async function sendFromPhone(network: Network, typed: Typed): Promise<{ id: string }> {
  const author = network.directory.reach(typed.from);
  const to = network.directory.reach(typed.to);
  if (!author) throw refusal(404, "no_such_person", `${typed.from} is not on WhatsApp`);
  if (!to) throw refusal(404, "no_such_person", `${typed.to} is not on WhatsApp`);
  const id = typed.id ?? `3A${randomBytes(9).toString("hex").toUpperCase()}`;
  const server = typed.addressing ?? network.settings.addressing;
  const place = { author, peer: to.phone, jid: jidOf(to, server), server };
  const message = typed.message ?? composeMessage(network, place, typed.wish ?? { text: typed.text });
  const isBlocked = network.profiles.hasBlocked(to.phone, author.phone);
  const letters = isBlocked ? [] : await sealCopies(network, { author, to, id, server, message });
  const arrival =
    author === to || isBlocked
      ? undefined
      : arriveAtPerson(network, { author, target: { user: to, device: 0, server }, id, message });
  const sends: (() => void)[] = [];
  network.store.transaction(() => {
    keepSent(network, { author, peer: to.phone, id, message });
    sends.push(...tellSent(network, { author, reader: to, id, message }));
    arrival?.write();
    for (const letter of letters) sends.push(letter.post());
  });
  network.events.note("message.sent", { from: author.phone, to: to.phone, id, ...readContent(message) });
  for (const send of sends) send();
  arrival?.start();
  return { id };
}

/** Keeps what a phone sent: as a bubble in its chat, or as a change of another one. */
export function keepSent(
  network: Network,
  { author, peer, id, message }: { author: User; peer: string; id: string; message: proto.IMessage },
): void {
  if (!isSilent(message)) {
    network.book.keep({
      owner: author.phone,
      peer,
      direction: "out",
      id,
      ...holdContent(message),
      status: "sent",
      at: network.clock.now(),
    });
    return;
  }
  if (isChange(message)) applyChange(network, { owner: author.phone, peer, author, message });
  // It is in no chat, but a client that cannot read it will ask for it again.
  network.store.run(
    "insert or replace into outbox values (?, ?, ?, ?)",
    author.phone,
    peer,
    id,
    proto.Message.encode(message).finish(),
  );
}

/** What a phone sent under this id, to be sent once more. */
export function findSent(network: Network, author: User, peer: string, id: string): proto.IMessage | undefined {
  const held = network.book.find(author.phone, peer, "out", id);
  const content = held && network.book.contentOf(held.seq);
  if (content) return proto.Message.decode(content);
  if (held) return proto.Message.fromObject({ conversation: held.text });
  const sql = "select content from outbox where owner = ? and peer = ? and id = ?";
  const row = network.store.one(sql, author.phone, peer, id);
  return row && proto.Message.decode(bytes(row, "content"));
}

interface Outgoing {
  author: User;
  to: User;
  id: string;
  server: "pn" | "lid";
  message: proto.IMessage;
}

/** One encrypted copy for each linked client of both sides; `post` belongs in a transaction. */
async function sealCopies(network: Network, outgoing: Outgoing): Promise<{ post: () => () => void }[]> {
  const { author, to, server, message } = outgoing;
  const copies: { post: () => () => void }[] = [];
  if (to !== author)
    for (const companion of network.accounts.companions(to.phone))
      copies.push(await sealCopy(network, outgoing, companion, message));
  const own = proto.Message.fromObject({ deviceSentMessage: { destinationJid: jidOf(to, server), message } });
  for (const companion of network.accounts.companions(author.phone))
    copies.push(await sealCopy(network, outgoing, companion, own));
  return copies;
}

/** Encrypts a message of a virtual phone for one linked client and addresses it. */
export async function sealCopy(
  network: Network,
  outgoing: Outgoing,
  companion: Companion,
  message: proto.IMessage,
  retries = 0,
): Promise<{ post: () => () => void; stanza: Node }> {
  const { enc, save } = await sealForCompanion(network, outgoing.author, companion, message, retries || undefined);
  const { mediatype, ...kind } = stanzaKind(message);
  if (mediatype) enc.attrs.mediatype = mediatype;
  const stanza = addressed(network, outgoing, companion, enc, kind);
  return {
    stanza,
    post: () => {
      save();
      // A load encrypts long before it sends.
      stanza.attrs.t = String(stanzaSeconds(network));
      return network.mailbox.post({ to: companion, peer: outgoing.author.phone, stanza, retries });
    },
  };
}

function addressed(
  network: Network,
  { author, to, id, server }: Outgoing,
  companion: Companion,
  enc: Node,
  kind: { type: string; edit?: string },
): Node {
  const other = server === "lid" ? "pn" : "lid";
  const own = companion.phone === author.phone;
  const names = own
    ? {
        recipient: jidOf(to, server),
        [server === "lid" ? "peer_recipient_pn" : "peer_recipient_lid"]: jidOf(to, other),
      }
    : { [server === "lid" ? "sender_pn" : "sender_lid"]: jidOf(author, other) };
  return node(
    "message",
    {
      from: jidOf(author, server),
      ...names,
      addressing_mode: server,
      id,
      t: stanzaSeconds(network),
      ...kind,
      notify: nameTowards(network, to.phone, author.phone) ?? author.name,
    },
    [enc],
  );
}
