import { expect, test } from "vitest";
import { closeReasonOf } from "./close-reason.ts";

test.each([
  [401, { kind: "loggedOut" }],
  [402, { kind: "banned", code: 402 }],
  [403, { kind: "banned", code: 403 }],
  [405, { kind: "rejected", code: 405 }],
  [408, { kind: "lost", code: 408 }],
  [428, { kind: "lost", code: 428 }],
  [440, { kind: "replaced" }],
  [500, { kind: "lost", code: 500 }],
  [503, { kind: "lost", code: 503 }],
  [515, { kind: "restart" }],
  [undefined, { kind: "lost" }],
])("code %s means %j", (code, reason) => {
  expect(closeReasonOf(code, true)).toEqual(reason);
});

test("408 before pairing means that nobody scanned in time", () => {
  expect(closeReasonOf(408, false)).toEqual({ kind: "pairingExpired" });
});
