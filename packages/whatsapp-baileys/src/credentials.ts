import type { Account } from "@balas/whatsapp";
import { phoneOfJid } from "@balas/whatsapp";
import { type AuthenticationCreds, BufferJSON, jidNormalizedUser } from "baileys";

/** Turns credentials into the bytes that the store keeps. */
export function encodeCredentials(credentials: AuthenticationCreds): Uint8Array {
  return Buffer.from(JSON.stringify(credentials, BufferJSON.replacer));
}

/** Gives back the credentials that `encodeCredentials` was given. */
export function decodeCredentials(bytes: Uint8Array): AuthenticationCreds {
  return JSON.parse(Buffer.from(bytes).toString(), BufferJSON.reviver) as AuthenticationCreds;
}

/** The account that is paired; undefined before pairing. */
export function accountOf({ me, platform }: AuthenticationCreds): Account | undefined {
  if (!me) return undefined;
  const jid = jidNormalizedUser(me.id);
  return {
    jid,
    phone: phoneOfJid(jid) ?? "",
    ...(me.lid && { lid: jidNormalizedUser(me.lid) }),
    ...(me.name && me.name !== "~" && { name: me.name }),
    ...(platform && { platform }),
  };
}
