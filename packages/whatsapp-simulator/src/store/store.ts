import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { ADDED_COLUMNS, SCHEMA } from "./schema.ts";

/** A row as SQLite gives it; `row.ts` reads typed values out of it. */
export type Row = Record<string, unknown>;

/** The network's state on disk. What is committed here survives kill -9 of the process. */
export class Store {
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private depth = 0;

  constructor(directory: string | undefined) {
    if (directory !== undefined) mkdirSync(directory, { recursive: true });
    this.database = new DatabaseSync(directory === undefined ? ":memory:" : join(directory, "simulator.sqlite"));
    // NORMAL with a write-ahead log: a killed process loses nothing, a machine without power may lose the last moments.
    this.database.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000;");
    this.database.exec(SCHEMA);
    for (const { table, column, type } of ADDED_COLUMNS) {
      const known = this.database.prepare(`select 1 from pragma_table_info('${table}') where name = ?`).get(column);
      if (!known) this.database.exec(`alter table ${table} add column ${column} ${type}`);
    }
  }

  /** Runs a statement that changes rows; returns how many, and the id of the last inserted one. */
  run(sql: string, ...values: SQLInputValue[]): { changes: number; id: number } {
    const result = this.prepared(sql).run(...values);
    return { changes: Number(result.changes), id: Number(result.lastInsertRowid) };
  }

  /** The first row, if any. */
  one(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.prepared(sql).get(...values);
  }

  /** All rows. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.prepared(sql).all(...values);
  }

  /** Runs synchronous work in one transaction; a nested call joins the outer one. */
  transaction<Result>(work: () => Result): Result {
    if (this.depth > 0) return work();
    this.database.exec("begin immediate");
    this.depth = 1;
    try {
      const result = work();
      this.database.exec("commit");
      return result;
    } catch (error) {
      this.database.exec("rollback");
      throw error;
    } finally {
      this.depth = 0;
    }
  }

  /** Reads a value kept by name. */
  meta(name: string): string | undefined {
    const row = this.one("select value from meta where name = ?", name);
    return typeof row?.value === "string" ? row.value : undefined;
  }

  /** Keeps a value by name. */
  setMeta(name: string, value: string): void {
    this.run(
      "insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
      name,
      value,
    );
  }

  /** Every row of every table but the server's own keys; bytes are in base64. */
  export(): Record<string, Row[]> {
    return Object.fromEntries(
      this.tables().map((table) => [
        table,
        this.database
          .prepare(`select * from ${table}`)
          .all()
          .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, exported(value)]))),
      ]),
    );
  }

  /** Empties every table but `meta`. */
  clear(): void {
    this.transaction(() => {
      for (const table of this.tables()) this.database.exec(`delete from ${table}`);
    });
  }

  /** Closes the file. */
  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private tables(): string[] {
    const sql = "select name from sqlite_master where type = 'table' and name not in ('meta', 'sqlite_sequence')";
    return this.all(sql).map((row) => String(row.name));
  }

  private prepared(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

function exported(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
