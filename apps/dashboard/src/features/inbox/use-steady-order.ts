import { useCallback, useState } from "react";
import type { Conversation } from "./queries.ts";

/**
 * Keeps the rows where they are while a pointer or the keyboard is on the list, so that nobody opens the wrong one. What
 * came meanwhile is counted and shown when asked for, or when the pointer leaves. Rows that left the view go at once.
 */
export function useSteadyOrder(conversations: Conversation[]) {
  const [held, setHeld] = useState<string[]>();
  const hold = useCallback(
    () => setHeld((before) => before ?? conversations.map((conversation) => conversation.id)),
    [conversations],
  );
  const release = useCallback(() => setHeld(undefined), []);
  if (!held) return { shown: conversations, fresh: 0, hold, release };
  const { shown, fresh } = steady(held, conversations);
  return { shown, fresh, hold, release };
}

/** The rows in the order held, those read on behind them, and how many are new or would have moved up. */
export function steady<Row extends { id: string }>(held: string[], rows: Row[]): { shown: Row[]; fresh: number } {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const known = held.flatMap((id) => byId.get(id) ?? []);
  const knownIds = new Set(held);
  const lastKnown = rows.findLastIndex((row) => knownIds.has(row.id));
  const readOn = rows.slice(lastKnown + 1);
  const arrived = rows.slice(0, lastKnown + 1).filter((row) => !knownIds.has(row.id));
  // A row has moved up when it stands before one that it stood behind.
  const place = new Map(known.map((row, index) => [row.id, index]));
  let furthest = Number.POSITIVE_INFINITY;
  let moved = 0;
  for (const row of rows.toReversed()) {
    const at = place.get(row.id);
    if (at === undefined) continue;
    if (at > furthest) moved += 1;
    else furthest = at;
  }
  return { shown: [...known, ...readOn], fresh: arrived.length + moved };
}
