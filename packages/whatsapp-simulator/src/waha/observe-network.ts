import { normalizeMessageContent, type proto } from "baileys";
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
    confirmed: ({ author, reader, id, kind, due, group }) =>
      sessionsOfPhone(waha, author.phone).flatMap((session) => {
        const peer = group ?? reader.phone;
        const held = book.find(author.phone, peer, "out", id);
        if (!held) return [];
        const chat = chatIdOfPeer(waha, peer);
        const participant = group === undefined ? null : chatIdOf(waha, reader);
        const messageId = messageIdOf(waha, held);
        const payload = { id: messageId, from: chat, to: chat, participant, fromMe: true, ...ackOf(kind), _data: {} };
        if (kind !== "played" && group === undefined) book.advance(author.phone, peer, id, kind);
        const event = group === undefined ? "message.ack" : "message.ack.group";
        return [() => waha.network.clock.at(due, () => tellEvent(waha, session, event, payload)())];
      }),
  };
}

function contentOf(message: proto.IMessage): proto.IMessage {
  return normalizeMessageContent(message) ?? message;
}
