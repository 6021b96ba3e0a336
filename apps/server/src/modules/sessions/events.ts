import { z } from "zod";
import { fact } from "../../kernel/fact.ts";

/** How a number is: `pairing` shows a QR code, `reconnecting` lost its line, the last four need a person. */
export const sessionStatus = z.enum([
  "stopped",
  "starting",
  "pairing",
  "online",
  "reconnecting",
  "replaced",
  "logged_out",
  "banned",
  "rejected",
]);
export type SessionStatus = z.output<typeof sessionStatus>;

const changedSession = z.object({
  sessionId: z.uuid(),
  name: z.string(),
  description: z.string(),
  network: z.enum(["live", "sandbox"]),
  color: z.number(),
  pacingProfile: z.enum(["careful", "normal", "fast", "off"]),
  status: sessionStatus,
  reason: z.string().nullable(),
  statusAt: z.iso.datetime(),
  phone: z.string().nullable(),
  pushName: z.string().nullable(),
  platform: z.string().nullable(),
  pairedAt: z.iso.datetime().nullable(),
  lastOnlineAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type ChangedSession = z.output<typeof changedSession>;

/** Anything that a list of numbers shows has changed, above all the status. */
export const sessionStatusChanged = fact("session.status_changed", changedSession);

/** A QR code to scan; it replaces the one before. */
export const sessionQr = fact(
  "session.qr",
  z.object({ sessionId: z.uuid(), text: z.string(), expiresAt: z.iso.datetime() }),
);

/** The number was removed from the organization; its messages stay. */
export const sessionDeleted = fact("session.deleted", z.object({ sessionId: z.uuid(), name: z.string() }));
