import { chatKind, type Incoming, type Jid } from "@balas/whatsapp";
import { areJidsSameUser, jidNormalizedUser, proto, unpadRandomMax16 } from "baileys";
import type { JournalRecord } from "./journal-record.ts";
import { readContent } from "./read-content.ts";

export interface Reader {
  me: { jid: Jid; lid?: Jid };
  /** The phone JID of a LID that was seen before. */
  phoneOf(lid: Jid): Promise<Jid | undefined>;
}

/** Turns a journaled stanza into a message; undefined when it says nothing to a person or is no chat of ours. */
export async function readIncoming(record: JournalRecord, reader: Reader): Promise<Incoming | undefined> {
  const read = readParts(record);
  if (!read) return undefined;
  const { attributes } = record;
  const from = jidNormalizedUser(attributes.from);
  const kind = chatKind(from);
  if (kind === "status" || kind === "newsletter" || from.endsWith("@broadcast")) return undefined;

  const author = jidNormalizedUser(attributes.participant ?? attributes.from);
  const fromMe = areJidsSameUser(author, reader.me.jid) || areJidsSameUser(author, reader.me.lid);
  const chat = kind === "person" && attributes.recipient ? jidNormalizedUser(attributes.recipient) : from;
  const senderAlternative = await alternativeOf(
    author,
    [
      attributes.participant_pn ?? attributes.participant_lid,
      attributes.sender_pn ?? attributes.sender_lid,
      fromMe ? (author === reader.me.jid ? reader.me.lid : reader.me.jid) : undefined,
    ],
    reader,
  );
  const chatAlternative =
    kind !== "person"
      ? undefined
      : areJidsSameUser(chat, author)
        ? senderAlternative
        : await alternativeOf(
            chat,
            [
              attributes.recipient_pn ?? attributes.recipient_lid,
              attributes.peer_recipient_pn ?? attributes.peer_recipient_lid,
            ],
            reader,
          );

  return {
    waId: attributes.id ?? "",
    chat,
    ...(chatAlternative && { chatAlternative }),
    sender: author,
    ...(senderAlternative && { senderAlternative }),
    fromMe,
    ...(attributes.notify && { pushName: attributes.notify }),
    at: new Date(Number(attributes.t) * 1000),
    isBacklog: attributes.offline !== undefined,
    ...read,
  };
}

function readParts(record: JournalRecord): ReturnType<typeof readContent> {
  for (const { plaintext } of record.parts) {
    const padded = Buffer.from(plaintext, "base64");
    const read = readContent(proto.Message.decode(unpadRandomMax16(padded)));
    if (read) return read;
  }
  return undefined;
}

/** The other address form of a person: as the stanza told it, else as it was learned before. */
async function alternativeOf(jid: Jid, told: (string | undefined)[], reader: Reader): Promise<Jid | undefined> {
  const isLid = jid.endsWith("@lid");
  const other = told.find((candidate) => candidate && candidate.endsWith("@lid") !== isLid);
  if (other) return jidNormalizedUser(other);
  return isLid ? reader.phoneOf(jid) : undefined;
}
