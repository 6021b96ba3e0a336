import { useEffect, useRef } from "react";
import { readSetting, writeSetting } from "../session/settings.ts";

export interface Command {
  /** Stable, such as `members.invite`: recent use is remembered under it. */
  id: string;
  label: string;
  description?: string;
  /** Other words by which people look for it. */
  keywords?: string;
  /** A path to open, or something to do. */
  to?: string;
  run?: () => void;
}

const offered = new Map<symbol, () => Command[]>();

/** Offers commands while the component is on screen, such as "Close conversation" while one is open. */
export function useCommands(commands: () => Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const key = Symbol("commands");
    offered.set(key, () => latest.current());
    return () => {
      offered.delete(key);
    };
  }, []);
}

/** What the components on screen offer right now, the newest first. */
export function commandsOnScreen(): Command[] {
  return [...offered.values()].reverse().flatMap((list) => list());
}

const limit = 6;

/** The ids last run on this device, the newest first. */
export function recentCommands(): string[] {
  return (readSetting("recent-commands") ?? "").split(" ").filter(Boolean);
}

/** Puts a command at the front of those run. */
export function rememberCommand(id: string): void {
  const others = recentCommands().filter((other) => other !== id);
  writeSetting("recent-commands", [id, ...others].slice(0, limit).join(" "));
}
