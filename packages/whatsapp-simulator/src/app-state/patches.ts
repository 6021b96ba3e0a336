import { bytes, number } from "../store/row.ts";
import type { Store } from "../store/store.ts";

/** The version of a collection: how many patches it has. */
export function versionOf(store: Store, phone: string, collection: string): number {
  const sql = "select coalesce(max(version), 0) as version from app_state_patches where phone = ? and collection = ?";
  const row = store.one(sql, phone, collection);
  return row ? number(row, "version") : 0;
}

/** Keeps a patch made on top of a version; undefined when the collection is at another version meanwhile. */
export function addPatch(
  store: Store,
  phone: string,
  collection: string,
  onTopOf: number,
  patch: Buffer,
): number | undefined {
  if (versionOf(store, phone, collection) !== onTopOf) return undefined;
  store.run("insert into app_state_patches values (?, ?, ?, ?)", phone, collection, onTopOf + 1, patch);
  return onTopOf + 1;
}

/** The patches made after a version, in order. */
export function patchesAfter(
  store: Store,
  phone: string,
  collection: string,
  version: number,
): { version: number; patch: Buffer }[] {
  const sql =
    "select version, patch from app_state_patches where phone = ? and collection = ? and version > ? order by version";
  return store
    .all(sql, phone, collection, version)
    .map((row) => ({ version: number(row, "version"), patch: bytes(row, "patch") }));
}
