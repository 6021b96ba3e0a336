import { useSyncExternalStore } from "react";
import { readSetting, writeSetting } from "../../session/settings.ts";

const known = new Map<string, string>();
const listeners = new Set<() => void>();

/** What a person began to write in a conversation; it survives a reload, on this device and for this person alone. */
export function useDraft(userId: string, conversationId: string): string {
  return useSyncExternalStore(subscribe, () => readDraft(userId, conversationId));
}

/** Keeps the text; an empty one is no draft. */
export function writeDraft(userId: string, conversationId: string, text: string): void {
  known.set(keyOf(userId, conversationId), text);
  writeSetting(keyOf(userId, conversationId), text);
  for (const listener of listeners) listener();
}

function readDraft(userId: string, conversationId: string): string {
  const key = keyOf(userId, conversationId);
  const text = known.get(key) ?? readSetting(key) ?? "";
  known.set(key, text);
  return text;
}

function keyOf(userId: string, conversationId: string): string {
  return `draft.${userId}.${conversationId}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
