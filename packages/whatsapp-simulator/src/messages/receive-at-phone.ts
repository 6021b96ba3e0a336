import { randomInt } from "node:crypto";
import type { proto } from "baileys";
import type { Companion } from "../login/accounts.ts";
import { answerPeerRequest } from "../login/answer-peer-request.ts";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import { tellSent } from "../network/observers.ts";
import { type Address, jidOf, type User } from "../people/user.ts";
import { peerOf } from "../signal/seal-for-companion.ts";
import { bigEndian, bytesOf, type Node, node } from "../wire/nodes.ts";
import { applyChange } from "./apply-change.ts";
import { arriveAtPerson } from "./arrive-at-person.ts";
import { confirmDelivery } from "./confirm-delivery.ts";
import type { Effect } from "./finish-accepting.ts";
import { decodePlaintext, holdContent, isChange, isSilent } from "./read-content.ts";

interface Arrival {
  stanza: Node;
  author: User;
  sender: Companion;
  target: Address;
  /** The other side of the chat this message belongs to; needed for the author's own copy. */
  chat: Address | undefined;
  enc: Node;
}

/** A message of a linked client reaches a phone that this server plays. */
export async function receiveAtPhone(network: Network, arrival: Arrival): Promise<Effect | undefined> {
  const { stanza, author, sender, target, enc } = arrival;
  const own = target.user === author;
  if (network.settings.sink && !own) return sinkMessage(network, arrival);
  if (network.settings.sink) return undefined;
  const peer = peerOf(sender);
  let message: proto.IMessage;
  try {
    message = decodePlaintext(
      await network.sessions.decrypt(target.user, peer, enc.attrs.type ?? "", bytesOf(enc) ?? Buffer.alloc(0)),
    );
  } catch (error) {
    return askAgain(network, arrival, error instanceof Error ? error.message : String(error));
  }
  const saveSession = () => network.sessions.save(target.user, peer);
  if (own) {
    const inner = message.deviceSentMessage?.message ?? message;
    const chat = arrival.chat;
    const request = inner.protocolMessage?.peerDataOperationRequestMessage;
    if (request)
      return { write: saveSession, start: () => void askedByOwn(network, sender, stanza.attrs.id ?? "", request) };
    let starts: (() => void)[] = [];
    return {
      write: () => {
        saveSession();
        const id = stanza.attrs.id ?? "";
        if (chat && isChange(inner)) starts = changeOwn(network, author, chat.user, id, inner);
        else if (chat && !isSilent(inner)) starts = keepOwn(network, author, chat.user, id, inner);
      },
      start: () => {
        for (const start of starts) start();
      },
    };
  }
  if (isSilent(message) && !isChange(message))
    return { write: saveSession, start: () => confirmOnly(network, arrival) };
  return arriveAtPerson(network, { author, target, id: stanza.attrs.id ?? "", message, alsoWrite: saveSession });
}

async function askedByOwn(
  network: Network,
  sender: Companion,
  id: string,
  request: proto.Message.IPeerDataOperationRequestMessage,
): Promise<void> {
  try {
    if (await answerPeerRequest(network, sender, id, request)) return;
    network.events.note("peer_request.unknown", { phone: sender.phone, type: request.peerDataOperationRequestType });
  } catch (error) {
    network.events.note("peer_request.failed", { phone: sender.phone, reason: String(error) });
  }
}

function keepOwn(network: Network, author: User, to: User, id: string, message: proto.IMessage): (() => void)[] {
  const isNew = network.book.keep({
    owner: author.phone,
    peer: to.phone,
    direction: "out",
    id,
    ...holdContent(message),
    status: "sent",
    at: network.clock.now(),
  });
  return isNew ? tellSent(network, { author, reader: to, id, message }) : [];
}

function changeOwn(network: Network, author: User, to: User, id: string, message: proto.IMessage): (() => void)[] {
  applyChange(network, { owner: author.phone, peer: to.phone, author, message });
  return tellSent(network, { author, reader: to, id, message });
}

function sinkMessage(network: Network, { author, target, stanza }: Arrival): Effect {
  return arriveAtPerson(network, { author, target, id: stanza.attrs.id ?? "", message: {} });
}

function confirmOnly(network: Network, { author, target, stanza }: Arrival): void {
  for (const send of confirmDelivery(network, author, target, stanza.attrs.id ?? "")) send();
}

/** A phone cannot read a message and asks its author for it once more. */
export function askAgain(
  network: Network,
  { stanza, author, sender, target }: Pick<Arrival, "stanza" | "author" | "sender" | "target">,
  reason: string,
): Effect {
  const id = stanza.attrs.id ?? "";
  const { to } = stanza.attrs;
  const group = to?.endsWith("@g.us") || to?.endsWith("@broadcast") ? to : undefined;
  if (!group) network.sessions.drop(target.user, peerOf(sender));
  network.events.note("message.unreadable", { to: target.user.phone, from: author.phone, id, reason });
  const t = stanzaSeconds(network);
  const name = jidOf(target.user, target.server);
  const names = group ? { from: group, participant: name } : { from: name };
  const retry = node("receipt", { ...names, id, t, type: "retry" }, [
    node("retry", { count: 1, id, t, v: 1, error: 0 }),
    node("registration", {}, bigEndian(network.keys.of(target.user).registrationId || randomInt(1, 16_380), 4)),
  ]);
  let send = (): void => undefined;
  return {
    write: () => {
      send = network.mailbox.post({ to: sender, peer: target.user.phone, stanza: retry });
    },
    start: () => send(),
  };
}
