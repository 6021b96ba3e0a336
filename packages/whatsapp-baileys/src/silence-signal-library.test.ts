import { createRequire } from "node:module";
import { afterAll, expect, test } from "vitest";
import { silenceSignalLibrary } from "./silence-signal-library.ts";

const original = console.info;
afterAll(() => {
  console.info = original;
});

test("what libsignal prints is dropped, what we print passes", () => {
  const printed: unknown[] = [];
  console.info = (...parts: unknown[]) => void printed.push(parts);
  silenceSignalLibrary();
  const { SessionRecord } = createRequire(import.meta.url)("libsignal");
  // Prints the whole session, private keys included.
  new SessionRecord().closeSession({ indexInfo: { closed: -1 }, secret: "private key" });
  console.info("ours");
  expect(printed).toEqual([["ours"]]);
});
