import type { z } from "zod";
import { type Actor, may } from "../../kernel/policy.ts";
import type { SessionRow } from "./access-session.ts";
import { type ChangedSession, sessionStatus } from "./events.ts";
import { pacingProfileNames } from "./pacing-profile.ts";
import type { sessionAnswer } from "./schema.ts";

/** A number as the API shows it to this actor. */
export function presentSession(row: SessionRow, actor: Actor): z.input<typeof sessionAnswer> {
  const mayManage = may(actor, "sessions.manage");
  const isRunning = row.asked === "start" || row.asked === "restart";
  const { sessionId, ...shown } = presentChange(row);
  return {
    id: sessionId,
    driver: "baileys",
    ...shown,
    abilities: {
      update: mayManage,
      start: mayManage && !isRunning,
      stop: mayManage && isRunning,
      restart: mayManage && isRunning,
      pair: may(actor, "sessions.pair"),
      logout: may(actor, "sessions.pair") && row.jid !== null,
      delete: may(actor, "sessions.delete"),
    },
  };
}

/** A number as `session.status_changed` carries it: the same without what depends on who looks. */
export function presentChange(row: SessionRow): ChangedSession {
  return {
    sessionId: row.id,
    name: row.name,
    description: row.description,
    network: row.network === "sandbox" ? "sandbox" : "live",
    color: row.color,
    pacingProfile: pacingProfileNames.find((name) => name === row.pacing_profile) ?? "careful",
    status: sessionStatus.parse(row.status),
    reason: row.status_reason,
    statusAt: row.status_at.toISOString(),
    phone: row.phone,
    pushName: row.push_name,
    platform: row.platform,
    pairedAt: row.paired_at?.toISOString() ?? null,
    lastOnlineAt: row.last_online_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
