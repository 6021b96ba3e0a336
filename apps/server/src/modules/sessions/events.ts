import { z } from "zod";
import { fact } from "../../kernel/fact.ts";

/** How a number is: `scan_qr` waits for a phone, `reconnecting` lost its line, the last five need a person. */
export const sessionStatus = z.enum([
  "stopped",
  "connecting",
  "scan_qr",
  "online",
  "reconnecting",
  "logged_out",
  "pairing_expired",
  "replaced",
  "banned",
  "rejected",
]);
export type SessionStatus = z.output<typeof sessionStatus>;

/** Anything that a list of numbers shows has changed, above all the status. */
export const sessionStatusChanged = fact(
  "session.status_changed",
  z.object({
    sessionId: z.uuid(),
    name: z.string(),
    description: z.string(),
    network: z.enum(["live", "sandbox"]),
    pacing: z.enum(["careful", "normal", "fast", "off"]),
    status: sessionStatus,
    reason: z.string().nullable(),
    statusAt: z.iso.datetime(),
    phone: z.string().nullable(),
    pushName: z.string().nullable(),
    pairedAt: z.iso.datetime().nullable(),
  }),
);

/** A QR code to scan; it replaces the one before. */
export const sessionQr = fact(
  "session.qr",
  z.object({ sessionId: z.uuid(), text: z.string(), expiresAt: z.iso.datetime() }),
);

/** The number was removed from the organization; its messages stay. */
export const sessionDeleted = fact("session.deleted", z.object({ sessionId: z.uuid(), name: z.string() }));
