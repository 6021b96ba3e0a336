import type { PossiblyExtendedCacheStore } from "baileys";
import type { DurableState } from "./durable-state.ts";

/** WhatsApp tells us when someone links or unlinks a device; this only bounds how long a missed notice matters. */
const FRESH_FOR_MS = 24 * 60 * 60 * 1000;

interface Entry {
  at: number;
  devices: unknown;
}

/**
 * Remembers, also across restarts, which devices a person uses. Each miss costs two round trips and one of the
 * person's one-time keys, because Baileys fetches a fresh key bundle after every look-up.
 */
export function makeDeviceCache(state: DurableState, now: () => number): PossiblyExtendedCacheStore {
  async function mget<Value>(users: string[]): Promise<Record<string, Value | undefined>> {
    const found: Record<string, Value | undefined> = {};
    for (const [user, entry] of await state.read("devices", users)) {
      // Written by `set` below, which took a value of the type that Baileys asks back.
      const { at, devices } = entry as Entry;
      if (now() - at < FRESH_FOR_MS) found[user] = devices as Value;
    }
    return found;
  }

  function set<Value>(user: string, devices: Value): void {
    state.change("devices", user, { at: now(), devices } satisfies Entry);
  }

  return {
    mget,
    set,
    get: <Value>(user: string) => mget<Value>([user]).then((found) => found[user] as Value),
    mset(entries) {
      for (const { key, value } of entries) set(key, value);
    },
    del(user) {
      state.change("devices", user, undefined);
    },
    flushAll() {},
  };
}
