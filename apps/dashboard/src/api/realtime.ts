import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { RealtimeSocket, type SocketEvent, type SocketState } from "./socket.ts";

export interface RealtimeContext {
  queryClient: QueryClient;
  organizationId: string;
  event: SocketEvent;
}

type Handler = (data: unknown, context: RealtimeContext) => void;

const handlers = new Map<string, Set<Handler>>();
const listeners = new Set<() => void>();
let state: SocketState = "offline";

/**
 * Puts a fact into the query cache: `onEvent("message.received", (data, { queryClient }) => …)`. Called at the top of a
 * feature's `realtime.ts`. A handler may run for a fact that a fresh answer already holds, so it must be safe to repeat.
 */
export function onEvent(name: string, handler: Handler): () => void {
  const known = handlers.get(name) ?? new Set();
  handlers.set(name, known.add(handler));
  return () => known.delete(handler);
}

/** Follows the facts of one organization until the returned function is called. */
export function connectRealtime(options: {
  queryClient: QueryClient;
  organizationId: string;
  since: number | undefined;
  onAccessLost: () => void;
}): () => void {
  const { queryClient, organizationId } = options;
  const reload = () => {
    void queryClient.invalidateQueries({ predicate: ({ queryKey: [scope] }) => scope !== "me" && scope !== "system" });
  };
  const socket = new RealtimeSocket({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/realtime`,
    organizationId,
    since: options.since,
    onState: show,
    onEvent: (event) => {
      for (const handler of handlers.get(event.name) ?? []) {
        handler(event.data, { queryClient, organizationId, event });
      }
    },
    // What was loaded before the stream began may miss a fact from the gap between; asking again closes it.
    onReady: (continued) => continued || reload(),
    onRefetch: reload,
    onClosed: options.onAccessLost,
    onRefused: () => void queryClient.invalidateQueries({ queryKey: ["me", "organizations"] }),
  });
  const wake = () => socket.wake();
  addEventListener("online", wake);
  socket.start();
  return () => {
    removeEventListener("online", wake);
    socket.stop();
  };
}

/** What the live chip shows. */
export function useLiveState(): SocketState {
  return useSyncExternalStore(subscribe, () => state);
}

function show(next: SocketState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
