import { EventEmitter } from "node:events";

// Wake-up calls between parts of one process. They carry no data and may be lost: every part that waits for one also
// polls, because the same news may come from another process.
const signals = new EventEmitter().setMaxListeners(0);

/** Wakes whoever waits for this signal in this process. */
export function signal(name: string): void {
  signals.emit(name);
}

/** Calls back at each signal of this name until the returned function is called. */
export function onSignal(name: string, callback: () => void): () => void {
  signals.on(name, callback);
  return () => signals.off(name, callback);
}

/** Resolves at the next signal of this name, or after the time (milliseconds), or when aborted; whichever is first. */
export function waitForSignal(name: string, milliseconds: number, abort?: AbortSignal): Promise<void> {
  if (abort?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signals.off(name, end);
      abort?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signals.on(name, end);
    abort?.addEventListener("abort", end, { once: true });
  });
}
