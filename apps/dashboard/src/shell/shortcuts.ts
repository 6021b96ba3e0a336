import { useEffect, useRef } from "react";

export interface Shortcut {
  /** `mod+k`, `?`, `j`, `shift+enter`. A single key works only outside of fields. */
  keys: string;
  /** What the help says; already in the language on screen. */
  label: string;
  /** The heading in the help: usually the name of the screen. */
  group: string;
  /** Also while typing in a field; `mod` shortcuts do so anyway. */
  worksInFields?: boolean;
}

interface Registered extends Shortcut {
  run: (event: KeyboardEvent) => void;
}

const registered = new Map<symbol, Registered>();

/** Listens for a key while the component is on screen and lists it in the help (`?`); the newest wins a conflict. */
export function useShortcut(shortcut: Shortcut, run: (event: KeyboardEvent) => void): void {
  const latest = useRef(run);
  latest.current = run;
  const { keys, label, group, worksInFields } = shortcut;
  useEffect(() => {
    const id = Symbol(keys);
    registered.set(id, {
      keys,
      label,
      group,
      ...(worksInFields === undefined ? {} : { worksInFields }),
      run: (event) => latest.current(event),
    });
    if (registered.size === 1) addEventListener("keydown", dispatch);
    return () => {
      registered.delete(id);
      if (registered.size === 0) removeEventListener("keydown", dispatch);
    };
  }, [keys, label, group, worksInFields]);
}

/** All that works on this screen, for the help. */
export function shortcutsOnScreen(): Shortcut[] {
  return [...registered.values()];
}

/** Whether the pressed key is the one meant; exported for its test. */
export function isPressed(
  keys: string,
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
) {
  const parts = keys.split("+").filter(Boolean);
  const wantsMod = parts.includes("mod");
  const key = parts.at(-1) ?? "+";
  if (wantsMod !== (event.ctrlKey || event.metaKey) || event.altKey) return false;
  // A sign such as "?" is made with shift on some keyboards and without on others: only letters and named keys care.
  const caresForShift = key.length > 1 || /[a-z]/i.test(key);
  if (caresForShift && parts.includes("shift") !== event.shiftKey) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const isTyping = isField(event.target) || document.querySelector('[aria-modal="true"]') !== null;
  for (const shortcut of [...registered.values()].reverse()) {
    if (!isPressed(shortcut.keys, event)) continue;
    if (isTyping && !shortcut.worksInFields && !shortcut.keys.includes("mod+")) continue;
    event.preventDefault();
    shortcut.run(event);
    return;
  }
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}
