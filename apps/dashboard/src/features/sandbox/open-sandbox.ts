import { useSyncExternalStore } from "react";

export interface SandboxView {
  isOpen: boolean;
  /** The number whose phone is shown; the first of the sandbox when none was chosen. */
  sessionId: string | undefined;
}

let view: SandboxView = { isOpen: false, sessionId: undefined };
const listeners = new Set<() => void>();

/** Opens the Sandbox drawer beside whatever is on screen. */
export function openSandbox(sessionId = view.sessionId): void {
  show({ isOpen: true, sessionId });
}

/** Closes the drawer; the number stays chosen. */
export function closeSandbox(): void {
  show({ ...view, isOpen: false });
}

/** Whether the drawer is open, and for which number. */
export function useSandboxView(): SandboxView {
  return useSyncExternalStore(subscribe, () => view);
}

function show(next: SandboxView): void {
  view = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
