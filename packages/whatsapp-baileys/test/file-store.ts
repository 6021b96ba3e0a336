import { DatabaseSync } from "node:sqlite";
import type { SessionStore } from "@balas/whatsapp";

/** A session in one SQLite file that is flushed at every commit: survives kill -9. */
export function openFileStore(path: string): SessionStore & { close(): void } {
  const database = new DatabaseSync(path);
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    create table if not exists credentials (one integer primary key check (one = 1), value blob not null);
    create table if not exists keys (kind text, id text, value blob not null, primary key (kind, id)) without rowid;
    create table if not exists journal (id text primary key, value blob not null);
  `);
  const readKey = database.prepare("select value from keys where kind = ? and id = ?");
  const putKey = database.prepare("insert or replace into keys values (?, ?, ?)");
  const deleteKey = database.prepare("delete from keys where kind = ? and id = ?");
  const putCredentials = database.prepare("insert or replace into credentials values (1, ?)");
  const putEntry = database.prepare("insert or replace into journal values (?, ?)");
  const deleteEntry = database.prepare("delete from journal where id = ?");

  return {
    async readCredentials() {
      const row = database.prepare("select value from credentials").get();
      return row?.value instanceof Uint8Array ? row.value : undefined;
    },
    async readKeys(kind, ids) {
      const found = new Map<string, Uint8Array>();
      for (const id of ids) {
        const value = readKey.get(kind, id)?.value;
        if (value instanceof Uint8Array) found.set(id, value);
      }
      return found;
    },
    async readJournal() {
      return database
        .prepare("select id, value from journal order by rowid")
        .all()
        .flatMap(({ id, value }) => (typeof id === "string" && value instanceof Uint8Array ? [{ id, value }] : []));
    },
    async write({ credentials, keys = [], journal = [], drained = [] }) {
      database.exec("begin immediate");
      if (credentials) putCredentials.run(credentials);
      for (const { kind, id, value } of keys) value ? putKey.run(kind, id, value) : deleteKey.run(kind, id);
      for (const { id, value } of journal) putEntry.run(id, value);
      for (const id of drained) deleteEntry.run(id);
      database.exec("commit");
    },
    async clear() {
      database.exec("begin; delete from credentials; delete from keys; delete from journal; commit");
    },
    close: () => database.close(),
  };
}
