import jsQR from "jsqr";
import { expect, test } from "vitest";
import { qrPath } from "./qr-path.ts";

const scale = 4;
const margin = 4;

/** Paints the path as a camera would see it. */
function paint({ path, size }: { path: string; size: number }) {
  const side = (size + 2 * margin) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let dy = 0; dy < scale; dy += 1) {
      for (let dx = 0; dx < Number(length) * scale; dx += 1) {
        const at = (((Number(y) + margin) * scale + dy) * side + (Number(x) + margin) * scale + dx) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return { pixels, side };
}

test("a camera reads back what the code was made of", () => {
  const text = `https://wa.me/settings/linked_devices#2@${"Ab1+/".repeat(24)},${"k".repeat(44)},${"i".repeat(44)},${"s".repeat(44)},1`;
  const { pixels, side } = paint(qrPath(text));
  expect(jsQR(pixels, side, side)?.data).toBe(text);
});
