import type { changeAccountSetting } from "../app-state/settings-of-account.ts";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { jidOf } from "../people/user.ts";
import {
  type Input,
  isInput,
  needPhone,
  needText,
  optionalBoolean,
  optionalNumber,
  optionalText,
} from "./read-input.ts";

type Modification = Parameters<typeof changeAccountSetting>[3];

/** Reads what the owner of a phone changes; exactly one thing is named. */
export function readModification(
  network: Network,
  body: Input,
  owner: string,
  chat: string,
  jid: string,
): Modification {
  const newest = network.book.newest(owner, chat, 1)[0];
  const lastMessages = newest
    ? [
        {
          key: { remoteJid: jid, id: newest.id, fromMe: newest.direction === "out" },
          messageTimestamp: Math.floor(newest.at / 1000),
        },
      ]
    : [];
  for (const name of ["archive", "markRead"] as const) {
    const value = optionalBoolean(body, name);
    if (value !== undefined && name === "archive") return { archive: value, lastMessages };
    if (value !== undefined) return { markRead: value, lastMessages };
  }
  const pin = optionalBoolean(body, "pin");
  if (pin !== undefined) return { pin };
  if (body.mute !== undefined)
    return { mute: body.mute === null ? null : (optionalNumber(body, "mute", 0, 1e15) ?? null) };
  if (body.name !== undefined) return { pushNameSetting: needText(body, "name", 100) };
  if (body.contact === null) return { contact: null };
  if (isInput(body.contact)) {
    const fullName = needText(body.contact, "name", 200);
    return { contact: { fullName, firstName: fullName.split(" ")[0] ?? fullName, saveOnPrimaryAddressbook: true } };
  }
  if (isInput(body.star)) {
    const id = needText(body.star, "id", 64);
    const fromMe = network.book.findInChat(owner, chat, id)?.direction === "out";
    return { star: { messages: [{ id, fromMe }], star: optionalBoolean(body.star, "on") ?? true } };
  }
  if (isInput(body.label)) {
    const { label } = body;
    return {
      addLabel: {
        id: needText(label, "id", 20),
        name: optionalText(label, "name", 100) ?? "",
        color: optionalNumber(label, "color", 0, 20) ?? 0,
        deleted: optionalBoolean(label, "deleted") ?? false,
      },
    };
  }
  if (isInput(body.chatLabel)) {
    const labelId = needText(body.chatLabel, "id", 20);
    return (optionalBoolean(body.chatLabel, "on") ?? true)
      ? { addChatLabel: { labelId } }
      : { removeChatLabel: { labelId } };
  }
  throw refusal(400, "missing", "name one of archive, markRead, pin, mute, name, contact, star, label, chatLabel");
}

/** The chat that is meant, as the book names it and as settings name it. */
export function readChat(network: Network, body: Input): { peer: string; jid: string } {
  if (body.chat === undefined) return { peer: "", jid: "" };
  if (typeof body.chat === "string" && body.chat.endsWith("@g.us")) return { peer: body.chat, jid: body.chat };
  const user = network.directory.reach(needPhone(body.chat, "chat"));
  if (!user) throw refusal(404, "no_such_person", `${String(body.chat)} is not on WhatsApp`);
  return { peer: user.phone, jid: jidOf(user, "pn") };
}
