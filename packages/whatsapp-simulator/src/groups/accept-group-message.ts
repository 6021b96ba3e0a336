import type { proto } from "baileys";
import type { Companion } from "../login/accounts.ts";
import { arriveAtPerson } from "../messages/arrive-at-person.ts";
import { acknowledge, copiesIn, type Effect, finishAccepting } from "../messages/finish-accepting.ts";
import { decodePlaintext, isChange, isSilent } from "../messages/read-content.ts";
import { askAgain } from "../messages/receive-at-phone.ts";
import { keepSent } from "../messages/send-from-phone.ts";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { jidOf, type User } from "../people/user.ts";
import { peerOf } from "../signal/seal-for-companion.ts";
import type { Connection } from "../wire/connection.ts";
import { bytesOf, childOf, childrenOf, type Node, node } from "../wire/nodes.ts";

const FORBIDDEN = 403;
const STATUS = "status@broadcast";

/** A linked client writes to a group, or a status: everyone in it gets the copy all can read, and its own key to it. */
export async function acceptGroupMessage(
  network: Network,
  connection: Connection,
  sender: Companion,
  stanza: Node,
  author: User,
): Promise<void> {
  const readers = readersOf(network, stanza, author);
  if (!readers) {
    network.events.note("message.forbidden", { from: author.phone, to: stanza.attrs.to, id: stanza.attrs.id });
    setTimeout(() => acknowledge(network, connection, stanza, FORBIDDEN), network.settings.receiptDelay).unref();
    return;
  }
  const effects: Effect[] = [];
  const own = new Map<string, Node>(
    copiesOf(stanza).flatMap(({ jid, enc }) => {
      const target = network.directory.resolve(jid);
      return target ? [[`${target.user.phone}:${target.device}`, enc] as const] : [];
    }),
  );
  const shared = childrenOf(stanza, "enc").find((enc) => enc.attrs.type === "skmsg");
  for (const phone of readers)
    for (const companion of network.accounts.companions(phone)) {
      const enc = own.get(peerOf(companion));
      if (peerOf(companion) === peerOf(sender) || (!shared && !enc)) continue;
      effects.push(forward(network, { stanza, author, sender, companion, parts: [enc, shared] }));
    }
  if (!network.settings.sink)
    effects.push(...(await receiveAtPhones(network, { stanza, author, sender, readers, own })));
  finishAccepting(network, connection, stanza, effects);
}

/** A message that is sent again to one device carries its copy directly and names the device. */
function copiesOf(stanza: Node): { jid: string | undefined; enc: Node }[] {
  const direct = childrenOf(stanza, "enc").find((enc) => enc.attrs.type !== "skmsg");
  if (direct) return [{ jid: stanza.attrs.participant, enc: direct }];
  return copiesIn({ ...stanza, content: childrenOf(stanza, "participants") });
}

/** Who gets it: the members of a group, or those a status was encrypted for; undefined when the author may not write. */
function readersOf(network: Network, stanza: Node, author: User): string[] | undefined {
  if (stanza.attrs.to === STATUS) {
    const jids = copiesOf(stanza).map((copy) => copy.jid);
    return [...new Set(jids.flatMap((jid) => network.directory.resolve(jid)?.user.phone ?? []))];
  }
  const group = network.groups.find(stanza.attrs.to ?? "");
  if (group?.members[author.phone] === undefined) return undefined;
  const isChanging = stanza.attrs.type === "reaction";
  if (group.announce && !isChanging && !network.groups.isAdmin(group.id, author.phone)) return undefined;
  return Object.keys(group.members);
}

interface Forwarded {
  stanza: Node;
  author: User;
  sender: Companion;
  companion: Companion;
  parts: (Node | undefined)[];
}

function forward(network: Network, { stanza, author, sender, companion, parts }: Forwarded): Effect {
  const identity = childOf(stanza, "device-identity");
  const letter = node(
    "message",
    {
      from: stanza.attrs.to,
      participant: jidOf(author, "lid", sender.device),
      participant_pn: jidOf(author, "pn", sender.device),
      addressing_mode: "lid",
      id: stanza.attrs.id,
      t: stanzaSeconds(network),
      type: stanza.attrs.type ?? "text",
      edit: stanza.attrs.edit,
      notify: author.name,
    },
    [...parts, identity].flatMap((part) => part ?? []),
  );
  let send = (): void => undefined;
  return {
    write: () => {
      send = network.mailbox.post({ to: companion, peer: author.phone, stanza: letter });
    },
    start: () => send(),
  };
}

interface Incoming {
  stanza: Node;
  author: User;
  sender: Companion;
  readers: string[];
  own: Map<string, Node>;
}

/** The phones played here: each opens its own copy for the key; then the message itself is opened once for all. */
async function receiveAtPhones(network: Network, incoming: Incoming): Promise<Effect[]> {
  const { stanza, author, sender, readers, own } = incoming;
  const group = stanza.attrs.to ?? "";
  const id = stanza.attrs.id ?? "";
  const peer = peerOf(sender);
  const effects: Effect[] = [];
  const direct = new Map<string, proto.IMessage>();
  for (const phone of readers) {
    const enc = own.get(`${phone}:0`);
    const user = network.directory.find(phone);
    if (!enc || !user) continue;
    try {
      const plain = await network.sessions.decrypt(user, peer, enc.attrs.type ?? "", bytesOf(enc) ?? Buffer.alloc(0));
      const message = decodePlaintext(plain);
      const content = message.deviceSentMessage?.message ?? message;
      const key = content.senderKeyDistributionMessage?.axolotlSenderKeyDistributionMessage;
      if (key) await network.senderKeys.accept(group, peer, phone, key);
      if (!isSilent(content) || isChange(content)) direct.set(phone, content);
      effects.push({ write: () => network.sessions.save(user, peer), start: () => undefined });
    } catch (error) {
      network.events.note("message.unreadable", { to: phone, from: author.phone, id, group, reason: String(error) });
    }
  }
  const shared = childrenOf(stanza, "enc").find((enc) => enc.attrs.type === "skmsg");
  const ciphertext = bytesOf(shared);
  const opened = ciphertext && (await openShared(network, group, peer, ciphertext));
  for (const phone of readers) {
    const user = network.directory.find(phone);
    const message = direct.get(phone) ?? (opened?.holders.has(phone) ? opened.message : undefined);
    if (!user || (!message && !shared)) continue;
    const target = { user, device: 0, server: "lid" as const };
    if (message && user === author)
      effects.push({ write: () => keepSent(network, { author, peer: group, id, message }), start: () => undefined });
    else if (message) effects.push(arriveAtPerson(network, { author, target, id, message, group }));
    else effects.push(askAgain(network, { stanza, author, sender, target }, "no key for this group"));
  }
  return effects;
}

async function openShared(
  network: Network,
  group: string,
  sender: string,
  ciphertext: Buffer,
): Promise<{ holders: Set<string>; message: proto.IMessage | undefined }> {
  try {
    const holders = network.senderKeys.holdersOf(group, sender, ciphertext);
    if (holders.size === 0) return { holders, message: undefined };
    return { holders, message: decodePlaintext(await network.senderKeys.decrypt(group, sender, ciphertext)) };
  } catch {
    // A key that was used already, or a damaged message: as if nobody had the key, so that it is asked for again.
    return { holders: new Set(), message: undefined };
  }
}
