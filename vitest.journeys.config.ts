import { defineConfig } from "vitest/config";

/** Journeys drive a whole Balas in Chromium, one after the other: each has the machine for itself. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.journey.ts"],
    exclude: ["**/node_modules/**"],
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
