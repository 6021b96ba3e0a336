const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours from UTC by country code; the time of the most people for countries with several. */
const OFFSETS: Record<string, number> = {
  "1": -5,
  "7": 3,
  "20": 2,
  "27": 2,
  "31": 1,
  "33": 1,
  "34": 1,
  "39": 1,
  "44": 0,
  "49": 1,
  "52": -6,
  "54": -3,
  "55": -3,
  "57": -5,
  "60": 8,
  "61": 10,
  "62": 7,
  "63": 8,
  "65": 8,
  "66": 7,
  "81": 9,
  "82": 9,
  "84": 7,
  "86": 8,
  "90": 3,
  "91": 5.5,
  "92": 5,
  "94": 5.5,
  "212": 1,
  "234": 1,
  "254": 3,
  "351": 0,
  "852": 8,
  "880": 6,
  "886": 8,
  "966": 3,
  "971": 4,
};

/** The first time from now on at which somebody with this number is awake, by the hours of their country. */
export function nextAwake(phone: string, awake: readonly [number, number], now: number): number {
  const [from, until] = awake;
  const offset = offsetOf(phone) * HOUR_MS;
  const sinceMidnight = (((now + offset) % DAY_MS) + DAY_MS) % DAY_MS;
  const start = from * HOUR_MS;
  const end = until * HOUR_MS;
  const isAwake =
    start <= end ? sinceMidnight >= start && sinceMidnight < end : sinceMidnight >= start || sinceMidnight < end;
  if (isAwake) return now;
  return now + ((start - sinceMidnight + DAY_MS) % DAY_MS);
}

function offsetOf(phone: string): number {
  for (const length of [3, 2, 1]) {
    const offset = OFFSETS[phone.slice(0, length)];
    if (offset !== undefined) return offset;
  }
  return 0;
}
