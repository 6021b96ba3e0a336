import { expect, test } from "vitest";
import { initials } from "./avatar.tsx";
import { isAccepted } from "./file-drop.tsx";
import { createFormat } from "./format.ts";
import { shortDistance } from "./times.tsx";

test.each([
  ["Dimas Nugroho", "DN"],
  ["Warung Kopi Pak Min", "WM"],
  ["Yusuf", "YU"],
  ["+62 812-3456", "?"],
  ["", "?"],
])("initials of %j are %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test.each([
  [20, "1 mnt", "1 min"],
  [600, "10 mnt", "10 min"],
  [3_580, "1 jam", "1 h"],
  [-7_200, "2 jam lagi", "2 h left"],
  [3 * 86_400, "3 hr", "3 d"],
  [30 * 86_400, "", ""],
])("%i s reads %j and %j", (seconds, id, en) => {
  expect(shortDistance(seconds, "id")).toBe(id);
  expect(shortDistance(seconds, "en")).toBe(en);
});

test("numbers and times follow language and zone", () => {
  const id = createFormat("id", "Asia/Makassar");
  expect(id.number(11842)).toBe("11.842");
  expect(id.time("2026-11-21T01:23:00Z")).toBe("09.23");
  expect(id.zoneName()).toBe("WITA");
  const en = createFormat("en", "Asia/Jakarta");
  expect(en.number(11842)).toBe("11,842");
  expect(en.time("2026-11-21T01:23:00Z")).toBe("08:23");
  expect(createFormat("en", "Not/AZone").zone).toBe("UTC");
});

test("a file is taken by its name when the browser knows no type", () => {
  expect(isAccepted({ name: "Kontak.CSV", type: "" }, ".csv,text/csv")).toBe(true);
  expect(isAccepted({ name: "foto.png", type: "image/png" }, "image/*")).toBe(true);
  expect(isAccepted({ name: "foto.png", type: "image/png" }, ".csv,text/csv")).toBe(false);
});
