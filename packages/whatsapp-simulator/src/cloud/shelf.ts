import { randomInt } from "node:crypto";
import { text } from "../store/row.ts";
import type { Store } from "../store/store.ts";

/** Objects of one kind on disk, each under its id and below a parent. */
export class Shelf<Kept> {
  private readonly store: Store;
  private readonly kind: string;

  constructor(store: Store, kind: string) {
    this.store = store;
    this.kind = kind;
    store.run(`create table if not exists hosted_objects (kind text not null, id text not null, parent text not null,
      data text not null, primary key (kind, id)) without rowid`);
    store.run("create index if not exists hosted_objects_parent on hosted_objects (kind, parent, id)");
  }

  /** The object under an id. */
  find(id: string): Kept | undefined {
    const row = this.store.one("select data from hosted_objects where kind = ? and id = ?", this.kind, id);
    return row && JSON.parse(text(row, "data"));
  }

  /** Keeps an object, new or changed. */
  put(id: string, parent: string, kept: Kept): Kept {
    this.store.run(
      "insert into hosted_objects values (?, ?, ?, ?) on conflict (kind, id) do update set parent = excluded.parent, data = excluded.data",
      this.kind,
      id,
      parent,
      JSON.stringify(kept),
    );
    return kept;
  }

  /** Takes an object away. */
  remove(id: string): void {
    this.store.run("delete from hosted_objects where kind = ? and id = ?", this.kind, id);
  }

  /** The objects below a parent, or all. */
  list(parent?: string): Kept[] {
    const rows =
      parent === undefined
        ? this.store.all("select data from hosted_objects where kind = ? order by id", this.kind)
        : this.store.all(
            "select data from hosted_objects where kind = ? and parent = ? order by id",
            this.kind,
            parent,
          );
    return rows.map((row) => JSON.parse(text(row, "data")));
  }
}

/** A new id in the writing of the Graph API: fifteen or sixteen digits. */
export function newGraphId(): string {
  return `${randomInt(1, 10)}${String(randomInt(0, 10 ** 7)).padStart(7, "0")}${String(randomInt(0, 10 ** 7)).padStart(7, "0")}`;
}
