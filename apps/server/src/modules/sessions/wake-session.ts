import type { Machine } from "../../kernel/context.ts";
import { onSignal, signal } from "../../kernel/signals.ts";

/** Postgres channel on which other processes hear that a session has something to send; the payload is its id. */
export const outgoingChannel = "outgoing";
/** Signal that a number was asked to start, stop or the like. */
export const sessionAsked = "session.asked";

const hostedHere = new Map<string, number>();
let notifyElsewhere: ((sessionId: string) => void) | undefined;

/**
 * Tells the session's deliver loop that a message waits. Call it after the commit. In one process that costs nothing;
 * a notification goes out only when another process hosts the session, and every loop polls as well.
 */
export function wakeSession(sessionId: string): void {
  if (hostedHere.has(sessionId)) signal(signalOf(sessionId));
  else notifyElsewhere?.(sessionId);
}

/** Calls back when this session should look for messages, until the returned function is called. */
export function onWake(sessionId: string, callback: () => void): () => void {
  hostedHere.set(sessionId, (hostedHere.get(sessionId) ?? 0) + 1);
  const off = onSignal(signalOf(sessionId), callback);
  return () => {
    off();
    const left = (hostedHere.get(sessionId) ?? 1) - 1;
    if (left > 0) hostedHere.set(sessionId, left);
    else hostedHere.delete(sessionId);
  };
}

/** Lets `wakeSession` reach sessions that another process hosts; `compose.ts` plugs it. */
export function notifySessionsThrough({ database, ports }: Machine): void {
  notifyElsewhere = (sessionId) => {
    database.pool.query("select pg_notify($1, $2)", [outgoingChannel, sessionId]).catch((error: unknown) => {
      ports.log.warn({ err: error }, "a session was not woken; it looks by itself in a few seconds");
    });
  };
}

/** Passes on a wake-up that came from another process. */
export function wakeHostedSession(sessionId: string): void {
  if (hostedHere.has(sessionId)) signal(signalOf(sessionId));
}

function signalOf(sessionId: string): string {
  return `session.outgoing.${sessionId}`;
}
