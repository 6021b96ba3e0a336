/**
 * A person or group as WhatsApp addresses it, in canonical form and without a device:
 * `628123456789@s.whatsapp.net` (by phone number), `1234567890@lid` (by LID, hides the number),
 * `1203630@g.us` (group), `status@broadcast`, `1203@newsletter`.
 */
export type Jid = string;

export type ChatKind = "person" | "group" | "newsletter" | "status";

/** Tells what kind of chat a JID names; anything unknown counts as a person. */
export function chatKind(jid: Jid): ChatKind {
  if (jid.endsWith("@g.us")) return "group";
  if (jid.endsWith("@newsletter")) return "newsletter";
  if (jid === "status@broadcast") return "status";
  return "person";
}

/** Gives the JID of a phone number in E.164 ("+628…"). */
export function jidOfPhone(phone: string): Jid {
  return `${phone.replace(/^\+/, "")}@s.whatsapp.net`;
}

/** Gives the phone number in E.164 that a JID carries, or undefined when it hides the number or names no person. */
export function phoneOfJid(jid: Jid): string | undefined {
  const match = /^(\d{5,15})(?::\d+)?@s\.whatsapp\.net$/.exec(jid);
  return match ? `+${match[1]}` : undefined;
}
