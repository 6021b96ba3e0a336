export type { NavigationEntry } from "./navigation.ts";

/** Whether the path on screen belongs to an entry: home only to itself, the others to all below them. */
export function isHere(to: string, path: string): boolean {
  return to === "/" ? path === "/" : path === to || path.startsWith(`${to}/`);
}
