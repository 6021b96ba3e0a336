import type { CacheStore } from "baileys";
import { BoundedMap } from "./bounded-map.ts";

/** A cache for Baileys' own bookkeeping: small, bounded and without the timer that its default one keeps per socket. */
export function makeSmallCache(limit = 500): CacheStore {
  const values = new BoundedMap<unknown>(limit);
  return {
    get<Value>(key: string) {
      return values.get(key) as Value | undefined; // what `set` was given under this key
    },
    set(key, value) {
      values.set(key, value);
    },
    del(key) {
      values.delete(key);
    },
    flushAll() {
      values.clear();
    },
  };
}
