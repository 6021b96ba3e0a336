import type { ComponentType } from "react";
import type { Command } from "../shell/commands.ts";

/** What the shell knows of a feature before any of its screens is opened. Keep it small: it is in the first script. */
export interface Feature {
  /** The count on the feature's place in the rail; it must equal the list that it stands for. */
  badge?: { to: string; useCount: () => number | undefined };
  /** What the palette offers everywhere; asked each time it opens, in the language on screen. */
  commands?: () => Command[];
  /** Finds things of this feature for the palette, such as contacts by name; called a moment after the last key. */
  find?: (words: string, signal: AbortSignal) => Promise<{ group: string; commands: Command[] }>;
  /** Shown over or beside every screen when it wants to be; it must fetch its own code lazily. */
  overlay?: ComponentType;
}
