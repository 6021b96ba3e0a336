import type { MantineColorScheme, MantineColorSchemeManager } from "@mantine/core";
import { readSetting, writeSetting } from "./settings.ts";

let person: string | undefined;

/** Keeps light or dark on this device, and for each person apart once someone is signed in. */
export const themeChoice: MantineColorSchemeManager = {
  get: (fallback) => parse(readSetting("theme")) ?? fallback,
  set: (value) => {
    writeSetting("theme", value);
    if (person) writeSetting(`theme.${person}`, value);
  },
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

/** From now on choices belong to this person; answers what they chose before, if anything. */
export function themeOf(userId: string): MantineColorScheme | undefined {
  person = userId;
  return parse(readSetting(`theme.${userId}`));
}

function parse(value: string | undefined): MantineColorScheme | undefined {
  return value === "light" || value === "dark" || value === "auto" ? value : undefined;
}
