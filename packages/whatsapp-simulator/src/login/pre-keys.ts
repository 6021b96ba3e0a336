import { bytes, number } from "../store/row.ts";
import type { Store } from "../store/store.ts";

/** A public one-time key of a companion. */
export interface PreKey {
  id: number;
  public: Buffer;
}

/** How many one-time keys of a companion are left. */
export function countPreKeys(store: Store, phone: string, device: number): number {
  const row = store.one("select count(*) as n from pre_keys where phone = ? and device = ?", phone, device);
  return row ? number(row, "n") : 0;
}

/** Keeps one-time keys that a companion uploaded. */
export function addPreKeys(store: Store, phone: string, device: number, keys: PreKey[]): void {
  store.transaction(() => {
    for (const key of keys)
      store.run("insert or replace into pre_keys values (?, ?, ?, ?)", phone, device, key.id, key.public);
  });
}

/** Takes one one-time key of a companion, so that nobody else gets it; undefined when all are used up. */
export function takePreKey(store: Store, phone: string, device: number): PreKey | undefined {
  const row = store.one(
    "delete from pre_keys where (phone, device, id) = (select phone, device, id from pre_keys where phone = ? and device = ? order by id limit 1) returning id, public",
    phone,
    device,
  );
  return row && { id: number(row, "id"), public: bytes(row, "public") };
}
