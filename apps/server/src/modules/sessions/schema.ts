import { z } from "zod";
import { sessionStatus } from "./events.ts";
import { pacingProfileNames } from "./pacing-profile.ts";

export const sessionParams = z.object({ id: z.uuid() });
const name = z.string().trim().min(1).max(80);
const description = z.string().trim().max(500);
const pacingProfile = z.enum(pacingProfileNames);

export const createSessionBody = z.object({
  name,
  description: description.default(""),
  network: z.enum(["live", "sandbox"]).default("live"),
  /** Default: `normal`, and `off` in the sandbox. */
  pacingProfile: pacingProfile.optional(),
});

export const updateSessionBody = z.object({
  name: name.optional(),
  description: description.optional(),
  pacingProfile: pacingProfile.optional(),
});

export const sessionAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  network: z.enum(["live", "sandbox"]),
  driver: z.literal("baileys"),
  color: z.number().int(),
  pacingProfile,
  status: sessionStatus,
  reason: z.string().nullable(),
  statusAt: z.iso.datetime(),
  phone: z.string().nullable(),
  pushName: z.string().nullable(),
  platform: z.string().nullable(),
  pairedAt: z.iso.datetime().nullable(),
  lastOnlineAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  abilities: z.object({
    update: z.boolean(),
    start: z.boolean(),
    stop: z.boolean(),
    restart: z.boolean(),
    pair: z.boolean(),
    logout: z.boolean(),
    delete: z.boolean(),
  }),
});

export const sessionList = z.object({ items: z.array(sessionAnswer) });

export const qrAnswer = z.object({ text: z.string(), expiresAt: z.iso.datetime() });

export const activityAnswer = z.object({
  id: z.uuid(),
  kind: z.string(),
  detail: z.record(z.string(), z.unknown()),
  actorId: z.uuid().nullable(),
  at: z.iso.datetime(),
});
