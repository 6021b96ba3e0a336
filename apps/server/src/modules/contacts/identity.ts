import { phoneOfJid } from "@balas/whatsapp";

/** By what a person is known. */
export interface Identity {
  kind: "phone" | "lid" | "jid";
  value: string;
}

/** The identity behind an address of WhatsApp; the number of a device is not part of it. */
export function identityOfJid(jid: string): Identity {
  const phone = phoneOfJid(jid);
  if (phone) return { kind: "phone", value: phone };
  const lid = /^(\d+)(?::\d+)?@lid$/.exec(jid)?.[1];
  return lid ? { kind: "lid", value: lid } : { kind: "jid", value: jid.replace(/:\d+@/, "@") };
}
