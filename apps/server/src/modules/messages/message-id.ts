import { randomInt } from "node:crypto";

// 42 bits of milliseconds from here last 139 years.
const epoch = Date.UTC(2020, 0, 1);
let lastArrival = 0;
let counter = 0;

/**
 * Makes a message's id from the time WhatsApp gave it. It sorts by that time and then by arrival, because WhatsApp
 * counts whole seconds and many messages share one. The id chooses the partition, so history lands in its month.
 */
export function makeMessageId(at: Date, arrival: Date): string {
  const arrived = Math.max(0, arrival.getTime() - epoch);
  counter = arrived === lastArrival ? counter + 1 : 0;
  lastArrival = arrived;
  const time = BigInt(Math.max(0, at.getTime()));
  const tail = (BigInt(arrived) << 32n) | (BigInt(counter & 0xfff) << 20n) | BigInt(randomInt(1 << 20));
  const high = (tail >> 62n) & 0xfffn;
  const low = (tail & ((1n << 62n) - 1n)) | (2n << 62n);
  const hex = ((time << 80n) | (7n << 76n) | (high << 64n) | low).toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * The moment to show and sort by. Of a time in whole seconds only the second is known, so the best guess within it is
 * the arrival: else a quick answer would stand above the question it answers.
 */
export function momentOf(at: Date, arrival: Date): Date {
  const second = at.getTime();
  if (second % 1000 !== 0) return at;
  return new Date(Math.min(Math.max(arrival.getTime(), second), second + 999));
}
