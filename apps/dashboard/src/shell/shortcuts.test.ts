import { expect, test } from "vitest";
import { isPressed } from "./shortcuts.ts";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test.each([
  ["mod+k", press("k", { ctrlKey: true }), true],
  ["mod+k", press("K", { metaKey: true }), true],
  ["mod+k", press("k"), false],
  ["k", press("k", { ctrlKey: true }), false],
  ["j", press("j"), true],
  ["j", press("J", { shiftKey: true }), false],
  ["?", press("?", { shiftKey: true }), true],
  ["?", press("?"), true],
  ["/", press("/"), true],
  ["shift+enter", press("Enter", { shiftKey: true }), true],
  ["enter", press("Enter", { shiftKey: true }), false],
  ["e", press("e", { altKey: true }), false],
])("%s is %j: %s", (keys, event, expected) => {
  expect(isPressed(keys, event)).toBe(expected);
});
