import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { post } from "../../api/request.ts";
import { addMessage } from "./cache.ts";
import type { Message } from "./queries.ts";
import { inboxTexts } from "./texts.ts";

/** A text that the server has not confirmed yet. It stays in its thread, with the reason when it failed, until it has. */
export interface PendingSend {
  clientId: string;
  text: string;
  at: string;
  /** Why it failed, in words; absent while it is on its way. */
  problem?: string;
}

const nothing: readonly PendingSend[] = [];
const pending = new Map<string, readonly PendingSend[]>();
const listeners = new Set<() => void>();

/** What waits in a conversation, oldest first. */
export function usePendingSends(conversationId: string): readonly PendingSend[] {
  return useSyncExternalStore(subscribe, () => pending.get(conversationId) ?? nothing);
}

/** Shows the text at once and sends it. The client's id makes every repeat safe: it is sent once. */
export function sendReply(queryClient: QueryClient, conversationId: string, text: string): void {
  const send: PendingSend = { clientId: crypto.randomUUID(), text, at: new Date().toISOString() };
  change(conversationId, (sends) => [...sends, send]);
  void deliver(queryClient, conversationId, send);
}

/** Sends a failed text again under its id. */
export function retrySend(queryClient: QueryClient, conversationId: string, failed: PendingSend): void {
  const { problem: _, ...send } = failed;
  change(conversationId, (sends) => sends.map((one) => (one.clientId === send.clientId ? send : one)));
  void deliver(queryClient, conversationId, send);
}

/** Forgets a failed text. */
export function discardSend(conversationId: string, clientId: string): void {
  change(conversationId, (sends) => sends.filter((one) => one.clientId !== clientId));
}

async function deliver(queryClient: QueryClient, conversationId: string, send: PendingSend): Promise<void> {
  try {
    const { text, clientId } = send;
    const body = { text, clientId };
    // Each try has a key of its own: the client's id alone says that it is the same message.
    addMessage(queryClient, await post<Message>(`/conversations/${conversationId}/messages`, body));
    discardSend(conversationId, clientId);
  } catch (error) {
    const problem = describeProblem(error, inboxTexts);
    change(conversationId, (sends) => sends.map((one) => (one.clientId === send.clientId ? { ...one, problem } : one)));
  }
}

function change(conversationId: string, to: (sends: readonly PendingSend[]) => readonly PendingSend[]): void {
  pending.set(conversationId, to(pending.get(conversationId) ?? nothing));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
