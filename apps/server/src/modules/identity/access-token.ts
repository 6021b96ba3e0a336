import { createSecretKey, type KeyObject } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { unauthorized } from "../../kernel/errors.ts";
import type { Ports } from "../../kernel/ports.ts";

/**
 * Seconds an access token lives, of real time and not of `ctx.now()`: it is a technical deadline like a job's delay, so
 * that moving the business clock by a month signs nobody out.
 */
export const accessTokenSeconds = 15 * 60;
const issuer = "balas";
const claims = z.object({ sub: z.uuid(), sid: z.uuid() });

/** Makes the JWT that stands for a sign-in for a quarter of an hour. */
export async function makeAccessToken(ports: Ports, who: { userId: string; signInId: string }): Promise<string> {
  return new SignJWT({ sid: who.signInId })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(issuer)
    .setSubject(who.userId)
    .setIssuedAt()
    .setExpirationTime(`${accessTokenSeconds} seconds`)
    .sign(keyOf(ports));
}

/** Reads a JWT of ours; throws unauthorized when it is not ours or too old. Whether its sign-in still lives is not asked. */
export async function readAccessToken(ports: Ports, token: string): Promise<{ userId: string; signInId: string }> {
  try {
    const { payload } = await jwtVerify(token, keyOf(ports), { issuer, algorithms: ["HS256"] });
    const { sub, sid } = claims.parse(payload);
    return { userId: sub, signInId: sid };
  } catch (error) {
    const isOld = (error as { code?: string }).code === "ERR_JWT_EXPIRED";
    throw unauthorized(isOld ? "access_token_expired" : "invalid_token");
  }
}

// Kept as one object, because jose imports a key anew for each call that brings plain bytes (0.1 ms of 0.3).
const keys = new WeakMap<Ports["sealer"], KeyObject>();

function keyOf({ sealer }: Ports): KeyObject {
  const known = keys.get(sealer);
  if (known) return known;
  const key = createSecretKey(sealer.deriveKey("access tokens"));
  keys.set(sealer, key);
  return key;
}
