import type { Persona } from "../network/settings.ts";

/** Somebody with a phone number: a virtual person, or a virtual phone whose account companions can be linked to. */
export interface User {
  phone: string;
  /** The hidden id under which Signal sessions live. */
  lid: string;
  name: string;
  kind: "person" | "phone";
  /** False: the number is not on WhatsApp. */
  registered: boolean;
  /** False: the phone is switched off; it receives, but confirms nothing until it is on again. */
  online: boolean;
  persona: Partial<Persona> | undefined;
}

/** One device of a user: 0 is the phone itself, held by this server; the others are linked clients. */
export interface Address {
  user: User;
  device: number;
  /** Which of the two names of the user was written. */
  server: "pn" | "lid";
}

/** The digits of a phone number; undefined when it cannot be one. */
export function phoneDigits(input: string): string | undefined {
  const digits = input.replace(/[\s().-]/g, "").replace(/^\+/, "");
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/** The jid of a user, or of one device of it. */
export function jidOf(user: User, server: "pn" | "lid", device = 0): string {
  const suffix = device === 0 ? "" : `:${device}`;
  return server === "lid" ? `${user.lid}${suffix}@lid` : `${user.phone}${suffix}@s.whatsapp.net`;
}
