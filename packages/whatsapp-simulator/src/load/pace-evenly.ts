const TICK_MS = 2;

/** Hands out a list at a steady rate, in groups as small as the timer allows; resolves when all are out. */
export async function paceEvenly<Item>(
  items: Item[],
  perSecond: number,
  release: (due: Item[]) => void,
): Promise<void> {
  const start = performance.now();
  let next = 0;
  while (next < items.length) {
    const until = Math.min(items.length, 1 + Math.floor(((performance.now() - start) * perSecond) / 1000));
    if (until > next) release(items.slice(next, until));
    next = Math.max(next, until);
    if (next < items.length) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
}
