import { acceptGroupMessage } from "../groups/accept-group-message.ts";
import type { Companion } from "../login/accounts.ts";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import { acceptNewsletterMessage } from "../newsletters/post.ts";
import { type Address, jidOf, type User } from "../people/user.ts";
import { peerOf } from "../signal/seal-for-companion.ts";
import type { Connection } from "../wire/connection.ts";
import { childOf, type Node, node } from "../wire/nodes.ts";
import { acknowledge, copiesIn, type Effect, finishAccepting } from "./finish-accepting.ts";
import { receiveAtPhone } from "./receive-at-phone.ts";

const UNDERSTOOD_SERVERS = /@(s\.whatsapp\.net|c\.us|lid)$/;
const STATUS = "status@broadcast";
const RESTRICTED = 463;
const MALFORMED = 479;

/** A linked client sends a message: every device it is for gets its copy, then the client gets its ack. */
export async function acceptMessage(
  network: Network,
  connection: Connection,
  sender: Companion,
  stanza: Node,
): Promise<void> {
  const { id, to } = stanza.attrs;
  const author = network.directory.find(sender.phone);
  if (!id || !to || !author) return;
  const refused = network.faults.strikes("refuseMessage", author.phone);
  if (refused) {
    setTimeout(
      () => acknowledge(network, connection, stanza, refused.value ?? MALFORMED),
      network.settings.receiptDelay,
    ).unref();
    return;
  }
  if (to.endsWith("@g.us") || to === STATUS) return acceptGroupMessage(network, connection, sender, stanza, author);
  if (to.endsWith("@newsletter")) return acceptNewsletterMessage(network, connection, author.phone, stanza);
  if (!UNDERSTOOD_SERVERS.test(to)) {
    network.unknown.add(`message to ${to.slice(to.indexOf("@"))}`, stanza);
    return acknowledge(network, connection, stanza, MALFORMED);
  }
  const chat = network.directory.resolve(stanza.attrs.recipient ?? to);
  if (chat && isBeyondLimit(network, author, chat.user)) {
    network.events.note("message.restricted", { from: author.phone, to: chat.user.phone, id });
    // Baileys merges an answer that comes at once into its own echo of the message, and reports no change.
    setTimeout(() => acknowledge(network, connection, stanza, RESTRICTED), network.settings.receiptDelay).unref();
    return;
  }
  const effects: Effect[] = [];
  for (const copy of copiesIn(stanza)) {
    const target = network.directory.resolve(copy.jid);
    if (!target || network.profiles.hasBlocked(target.user.phone, author.phone)) continue;
    const effect =
      target.device === 0
        ? await receiveAtPhone(network, { stanza, author, sender, target, chat, enc: copy.enc })
        : forwardToCompanion(network, { stanza, author, sender, target, enc: copy.enc });
    if (effect) effects.push(effect);
  }
  finishAccepting(network, connection, stanza, effects);
}

/** Only chats that the other side never answered or began count against the reach-out limit. */
function isBeyondLimit(network: Network, author: User, to: User): boolean {
  const { newChatLimit } = network.accounts.get(author.phone);
  if (newChatLimit === undefined || author === to) return false;
  if (network.book.haveTalked(author.phone, to.phone)) return false;
  if (newChatLimit <= 0) return true;
  const account = network.accounts.get(author.phone);
  network.accounts.save({ ...account, newChatLimit: newChatLimit - 1 });
  return false;
}

interface Forwarded {
  stanza: Node;
  author: User;
  sender: Companion;
  target: Address;
  enc: Node;
}

function forwardToCompanion(network: Network, { stanza, author, sender, target, enc }: Forwarded): Effect | undefined {
  const companion = network.accounts.companion(target.user.phone, target.device);
  if (!companion || peerOf(companion) === peerOf(sender)) return undefined;
  const own = target.user === author;
  const to = network.directory.resolve(stanza.attrs.recipient ?? stanza.attrs.to);
  const other = target.server === "lid" ? "pn" : "lid";
  const identity = childOf(stanza, "device-identity");
  const letter = node(
    "message",
    {
      from: jidOf(author, target.server, sender.device),
      id: stanza.attrs.id,
      t: stanzaSeconds(network),
      type: stanza.attrs.type ?? "text",
      edit: stanza.attrs.edit,
      notify: author.name,
      category: stanza.attrs.category,
      addressing_mode: target.server,
      ...(own && to && !stanza.attrs.category
        ? {
            recipient: jidOf(to.user, target.server),
            [target.server === "lid" ? "peer_recipient_pn" : "peer_recipient_lid"]: jidOf(to.user, other),
          }
        : { [target.server === "lid" ? "sender_pn" : "sender_lid"]: jidOf(author, other) }),
    },
    identity ? [enc, identity] : [enc],
  );
  let send = (): void => undefined;
  return {
    write: () => {
      send = network.mailbox.post({ to: companion, peer: author.phone, stanza: letter });
    },
    start: () => send(),
  };
}
