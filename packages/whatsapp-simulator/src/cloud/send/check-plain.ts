import { proto } from "baileys";
import { jidOf } from "../../people/user.ts";
import { booleanAt, missing, numberAt, objectAt, objectsAt, only, optionalTextAt, textAt } from "./parameters.ts";
import type { CheckedContent, Sending } from "./sending.ts";
import { vcardOf } from "./vcard.ts";

const service = (type: string, message: proto.IMessage): CheckedContent => ({
  type,
  category: "service",
  build: async () => message,
});

/** Words. */
export function checkText({ input }: Sending): CheckedContent {
  const part = objectAt(input, "text");
  only(part, "text", ["body", "preview_url"]);
  const body = textAt(part, "body", 4_096);
  booleanAt(part, "preview_url");
  return service("text", { extendedTextMessage: { text: body } });
}

/** A place. */
export function checkLocation({ input }: Sending): CheckedContent {
  const part = objectAt(input, "location");
  only(part, "location", ["latitude", "longitude", "name", "address", "url"]);
  return service("location", {
    locationMessage: {
      degreesLatitude: numberAt(part, "latitude", -90, 90),
      degreesLongitude: numberAt(part, "longitude", -180, 180),
      name: optionalTextAt(part, "name", 1_000) ?? null,
      address: optionalTextAt(part, "address", 1_000) ?? null,
    },
  });
}

/** Cards of contacts. */
export function checkContacts({ input }: Sending): CheckedContent {
  const cards = objectsAt(input, "contacts", 1, 257).map((contact) => {
    const displayName = textAt(objectAt(contact, "name"), "formatted_name", 1_000);
    return { displayName, vcard: vcardOf(contact, displayName) };
  });
  const [only] = cards;
  if (cards.length === 1 && only) return service("contacts", { contactMessage: only });
  return service("contacts", {
    contactsArrayMessage: { displayName: `${cards.length} contacts`, contacts: cards },
  });
}

/** A reaction to a message of the same chat; an empty one takes it back. */
export function checkReaction({ cloud, number, input }: Sending, peer: string): CheckedContent {
  const part = objectAt(input, "reaction");
  only(part, "reaction", ["message_id", "emoji"]);
  const wamid = textAt(part, "message_id", 500);
  const emoji = optionalTextAt(part, "emoji", 20) ?? "";
  const target = cloud.messages.find(wamid);
  const isHere = target?.numberId === number.id && target.peer === peer && target.type !== "reaction";
  const person = cloud.network.directory.find(peer);
  const key = {
    remoteJid: person ? jidOf(person, "pn") : null,
    fromMe: target?.direction === "out",
    id: target?.nativeId ?? "",
  };
  const message = { reactionMessage: { key, text: emoji, senderTimestampMs: cloud.network.clock.now() } };
  return {
    ...service("reaction", proto.Message.fromObject(message)),
    ...(isHere ? {} : { failsWith: { code: 131009, details: "The message that is reacted to is not in this chat." } }),
  };
}

/** The message that is answered; one that is not there is left out, as the platform does. */
export function contextInfoOf({ cloud, number, input }: Sending, peer: string): proto.IContextInfo | undefined {
  if (input.context === undefined || input.context === null) return undefined;
  const context = objectAt(input, "context");
  if (context.message_id === undefined) throw missing("context['message_id']");
  const target = cloud.messages.find(textAt(context, "message_id", 500));
  const author = cloud.network.directory.find(target?.direction === "in" ? peer : number.phone);
  if (!target || !author || target.peer !== peer || target.numberId !== number.id) return undefined;
  const quoted = cloud.network.book.find(number.phone, peer, target.direction, target.nativeId);
  return {
    stanzaId: target.nativeId,
    participant: jidOf(author, "pn"),
    quotedMessage: { conversation: quoted?.text ?? "" },
  };
}
