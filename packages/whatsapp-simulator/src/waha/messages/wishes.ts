import { type Input, isInput } from "../../admin/read-input.ts";
import type { Wish } from "../../messages/wish.ts";
import { phoneDigits } from "../../people/user.ts";
import { listIn, objectIn, optionalTextIn, textIn, type WahaCall } from "../http/waha-call.ts";
import { wahaError } from "../http/waha-error.ts";
import { nativeId } from "./chat-ids.ts";

/** A place. */
export function locationWish({ input }: WahaCall): Wish {
  const { latitude, longitude } = input;
  if (typeof latitude !== "number" || typeof longitude !== "number")
    throw wahaError(400, "latitude and longitude must be numbers");
  return { location: { latitude, longitude, name: optionalTextIn(input, "title") } };
}

/** Cards of contacts, written out or by their parts. */
export function contactsWish({ input }: WahaCall): Wish {
  const cards = listIn(input, "contacts").map((one) => {
    if (!isInput(one)) throw wahaError(400, "contacts must be objects");
    const vcard = optionalTextIn(one, "vcard");
    const displayName = vcard === undefined ? textIn(one, "fullName") : (/^FN[^:]*:(.+)$/m.exec(vcard)?.[1] ?? "");
    return { displayName: displayName.trim(), vcard: vcard ?? vcardOf(one, displayName) };
  });
  const [card] = cards;
  if (!card) throw wahaError(400, "contacts must not be empty");
  if (cards.length === 1) return { raw: { contactMessage: card } };
  return { raw: { contactsArrayMessage: { displayName: `${cards.length} contacts`, contacts: cards } } };
}

/** A question with options. */
export function pollWish({ input }: WahaCall): Wish {
  const poll = objectIn(input, "poll");
  const options = listIn(poll, "options").map(String);
  if (options.length < 2) throw wahaError(400, "poll.options must have at least two elements");
  return { poll: { name: textIn(poll, "name"), options, selectable: poll.multipleAnswers === true ? 0 : 1 } };
}

/** What a session votes for. */
export function voteWish({ input }: WahaCall): Wish {
  return { vote: { id: nativeId(input.pollMessageId), options: listIn(input, "votes").map(String) } };
}

/** A menu. */
export function listWish({ input }: WahaCall): Wish {
  const message = objectIn(input, "message");
  const sections = listIn(message, "sections").map((section) => {
    if (!isInput(section)) throw wahaError(400, "sections must be objects");
    const rows = listIn(section, "rows").map((row) => {
      if (!isInput(row)) throw wahaError(400, "rows must be objects");
      return {
        title: textIn(row, "title"),
        rowId: textIn(row, "rowId"),
        description: optionalTextIn(row, "description") ?? "",
      };
    });
    return { title: optionalTextIn(section, "title") ?? "", rows };
  });
  const listMessage = {
    title: textIn(message, "title"),
    description: optionalTextIn(message, "description") ?? "",
    footerText: optionalTextIn(message, "footer") ?? "",
    buttonText: textIn(message, "button"),
    listType: 1,
    sections,
  };
  return { raw: { listMessage } };
}

/** Buttons, as far as phones still show them. */
export function buttonsWish({ input }: WahaCall): Wish {
  const buttons = listIn(input, "buttons").map((button, index) => {
    if (!isInput(button)) throw wahaError(400, "buttons must be objects");
    return {
      buttonId: optionalTextIn(button, "id") ?? String(index),
      buttonText: { displayText: textIn(button, "text") },
      type: 1,
    };
  });
  const body = optionalTextIn(input, "body") ?? "";
  const buttonsMessage = {
    contentText: body,
    footerText: optionalTextIn(input, "footer") ?? "",
    headerType: 1,
    buttons,
  };
  return { raw: { buttonsMessage } };
}

function vcardOf(contact: Input, name: string): string {
  const written = textIn(contact, "phoneNumber").replace(/[\r\n]/g, "");
  const digits = optionalTextIn(contact, "whatsappId") ?? phoneDigits(written) ?? written;
  const company = optionalTextIn(contact, "organization");
  return [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `FN:${name}`,
    ...(company === undefined ? [] : [`ORG:${company};`]),
    `TEL;type=CELL;type=VOICE;waid=${digits.replace(/\D/g, "")}:${written}`,
    "END:VCARD",
  ].join("\n");
}
