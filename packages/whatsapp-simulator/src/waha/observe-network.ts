import { normalizeMessageContent, type proto } from "baileys";
import type { NetworkEvent } from "../network/event-log.ts";
import type { Observer } from "../network/observers.ts";
import { changeEvent } from "./events/change-event.ts";
import { tellEvent } from "./events/tell-event.ts";
import { chatIdOf, chatIdOfPeer } from "./messages/chat-ids.ts";
import { ackOf, messageIdOf, waMessage } from "./messages/wa-message.ts";
import { sessionsOfPhone, type Waha } from "./waha.ts";

/** Stands in for the sessions of the WAHA server. */
export function observeNetwork(waha: Waha): Observer {
  const { book } = waha.network;
  return {
    arrived: ({ author, reader, id, message, group }) =>
      sessionsOfPhone(waha, reader.phone).flatMap((session) => {
        const peer = group ?? author.phone;
        const change = changeEvent(waha, { owner: reader, peer, author, id, message: contentOf(message) });
        if (change) return [tellEvent(waha, session, change.event, change.payload)];
        const held = book.find(reader.phone, peer, "in", id);
        if (!held) return [];
        const payload = waMessage(waha, session, held);
        return [tellEvent(waha, session, "message", payload), tellEvent(waha, session, "message.any", payload)];
      }),
    sent: ({ author, reader, id, message }) =>
      sessionsOfPhone(waha, author.phone).flatMap((session) => {
        const change = changeEvent(waha, {
          owner: author,
          peer: reader.phone,
          author,
          id,
          message: contentOf(message),
        });
        if (change) return [tellEvent(waha, session, change.event, change.payload)];
        const held = book.find(author.phone, reader.phone, "out", id);
        return held ? [tellEvent(waha, session, "message.any", waMessage(waha, session, held))] : [];
      }),
    confirmed: ({ author, reader, id, kind, due }) =>
      sessionsOfPhone(waha, author.phone).flatMap((session) => {
        const held = book.find(author.phone, reader.phone, "out", id);
        if (!held) return [];
        const chat = chatIdOf(waha, reader);
        const messageId = messageIdOf(waha, held);
        const payload = {
          id: messageId,
          from: chat,
          to: chat,
          participant: null,
          fromMe: true,
          ...ackOf(kind),
          _data: {},
        };
        if (kind !== "played") book.advance(author.phone, reader.phone, id, kind);
        return [() => waha.network.clock.at(due, () => tellEvent(waha, session, "message.ack", payload)())];
      }),
  };
}

/** Calls, typing and presence come and go: they are told to who listens, and lost otherwise. */
export function takeNetworkEvent(waha: Waha, event: NetworkEvent): void {
  const { from, to, id } = event;
  if (event.type === "call" && typeof to === "string")
    for (const session of sessionsOfPhone(waha, to)) {
      const payload = {
        id,
        from: chatIdOfPeer(waha, String(from)),
        timestamp: Math.floor(event.at / 1000),
        isVideo: event.video === true,
        isGroup: false,
      };
      if (event.state === "ringing") tellEvent(waha, session, "call.received", payload)();
      if (event.state === "rejected") tellEvent(waha, session, "call.rejected", payload)();
    }
  if (event.type === "typing" && typeof to === "string" && typeof from === "string")
    for (const session of sessionsOfPhone(waha, to)) {
      const participant = chatIdOfPeer(waha, from);
      const lastKnownPresence = event.state === "composing" ? "typing" : String(event.state);
      const payload = { id: participant, presences: [{ participant, lastKnownPresence, lastSeen: null }] };
      tellEvent(waha, session, "presence.update", payload)();
    }
}

function contentOf(message: proto.IMessage): proto.IMessage {
  return normalizeMessageContent(message) ?? message;
}
