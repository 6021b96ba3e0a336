import { mkdir } from "node:fs/promises";
import { test } from "vitest";
import type { Person } from "./open-browser.ts";

/**
 * Steps of one journey: each goes on where the one before ended, so the first that fails ends the journey and leaves a
 * picture of what the person saw.
 */
export function journeySteps(person: () => Person): (name: string, walk: () => Promise<void>) => void {
  let hasFailed = false;
  return (name, walk) => {
    test(name, async ({ skip }) => {
      if (hasFailed) skip("a step before failed");
      try {
        await walk();
      } catch (error) {
        hasFailed = true;
        const folder = new URL("./pictures/", import.meta.url).pathname;
        await mkdir(folder, { recursive: true });
        await person().page.screenshot({ path: `${folder}failed.png` });
        throw error;
      }
    });
  };
}
