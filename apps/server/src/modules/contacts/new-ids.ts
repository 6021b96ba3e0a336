import { randomBytes } from "node:crypto";

const perMillisecond = 4096;

/** Makes ids of version 7 in ascending order, as `uuidv7()` of Postgres does, for rows that go in by copy. */
export function newIds(count: number): string[] {
  const start = Date.now();
  const noise = randomBytes(count * 8);
  return Array.from({ length: count }, (_, index) => {
    const time = (start + Math.floor(index / perMillisecond)).toString(16).padStart(12, "0");
    const order = (index % perMillisecond).toString(16).padStart(3, "0");
    const random = noise.toString("hex", index * 8, index * 8 + 8);
    const variant = ((Number.parseInt(random.charAt(0), 16) & 3) | 8).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
  });
}
