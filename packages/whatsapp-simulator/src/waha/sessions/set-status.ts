import { tellEvent } from "../events/tell-event.ts";
import { saveSession, type Waha } from "../waha.ts";
import type { SessionStatus, WahaSession } from "../waha-objects.ts";

/** Moves a session to another status and tells of it; also when it stays, as each new QR does. */
export function setStatus(
  waha: Waha,
  session: WahaSession,
  status: SessionStatus,
  change: Partial<WahaSession> = {},
): WahaSession {
  const timestamp = waha.network.clock.now();
  const statuses = [...session.statuses, { status, timestamp }].slice(-3);
  const start = waha.network.store.transaction(() => {
    const next = saveSession(waha, { ...session, ...change, status, statuses });
    return { next, tell: tellEvent(waha, next, "session.status", { name: next.name, status, statuses, data: null }) };
  });
  start.tell();
  return start.next;
}
