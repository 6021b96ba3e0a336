import { createReadStream } from "node:fs";
import { CsvReader, type CsvRecord } from "./csv-reader.ts";
import type { ImportFormat, Mapping } from "./import-shapes.ts";
import { normalizePhone, type PhoneProblem } from "./normalize-phone.ts";
import { unescapeFormula } from "./spreadsheet-safe.ts";
import { zoneOfPhone } from "./zone-of-phone.ts";

export type RowProblem = PhoneProblem | "broken_quotes" | "too_many_cells" | "name_too_long" | "value_too_long";

/** One row of a file, understood. */
export interface Person {
  row: number;
  phone: string;
  name: string;
  fields: Record<string, string>;
  zone: string | null;
  tags: string[];
}

export interface RejectedRow {
  row: number;
  reason: RowProblem;
  cells: string[];
}

/** A part of the file; the next one begins at byte `end` with row `nextRow`. */
export interface Batch {
  people: Person[];
  rejected: RejectedRow[];
  /** Rows whose person stands in this batch already; what they say is in that person by the duplicates rule. */
  duplicate: number;
  end: number;
  nextRow: number;
}

/** Larger ones gain nothing and hold their locks for longer. */
const batchRows = 10_000;
const longestName = 200;
const longestValue = 1000;

/** Reads a file batch by batch from a byte on; every row is a person, a duplicate or rejected, so that none is lost. */
export async function* readPeople(file: {
  path: string;
  format: ImportFormat;
  mapping: Mapping;
  position: number;
  row: number;
}): AsyncGenerator<Batch> {
  const reader = new CsvReader({ delimiter: file.format.delimiter, offset: file.position, row: file.row });
  const plan = planColumns(file.mapping);
  let batch = new BatchBuilder(plan);
  const take = function* (records: CsvRecord[]) {
    for (const record of records) {
      batch.add(record);
      if (batch.size < batchRows) continue;
      yield batch.finish();
      batch = new BatchBuilder(plan);
    }
  };
  const pieces = createReadStream(file.path, { start: file.position, highWaterMark: 128 * 1024 });
  for await (const piece of pieces) yield* take(reader.read(piece));
  yield* take(reader.end());
  if (batch.size > 0) yield batch.finish();
}

interface ColumnPlan {
  mapping: Mapping;
  phone: number;
  name: number;
  tag: number;
  fields: { key: string; index: number }[];
}

function planColumns(mapping: Mapping): ColumnPlan {
  const { columns } = mapping;
  return {
    mapping,
    phone: columns.indexOf("phone"),
    name: columns.indexOf("name"),
    tag: columns.indexOf("tag"),
    fields: columns.flatMap((column, index) => (column.startsWith("field:") ? [{ key: column.slice(6), index }] : [])),
  };
}

class BatchBuilder {
  readonly #plan: ColumnPlan;
  readonly #people = new Map<string, Person>();
  readonly #rejected: RejectedRow[] = [];
  #duplicate = 0;
  #end = 0;
  #nextRow = 0;
  size = 0;

  constructor(plan: ColumnPlan) {
    this.#plan = plan;
  }

  add(record: CsvRecord): void {
    this.size += 1;
    this.#end = record.end;
    this.#nextRow = record.row + 1;
    const read = readPerson(record, this.#plan);
    if (typeof read === "string") {
      this.#rejected.push({ row: record.row, reason: read, cells: record.cells });
      return;
    }
    const before = this.#people.get(read.phone);
    if (before) this.#duplicate += 1;
    this.#people.set(read.phone, before ? joinRows(before, read, this.#plan.mapping.duplicates) : read);
  }

  finish(): Batch {
    return {
      people: [...this.#people.values()],
      rejected: this.#rejected,
      duplicate: this.#duplicate,
      end: this.#end,
      nextRow: this.#nextRow,
    };
  }
}

/** Understands one row, or says why it can't be imported. */
function readPerson(record: CsvRecord, plan: ColumnPlan): Person | RowProblem {
  const cells = record.cells.map(unescapeFormula);
  if (record.isBroken) return "broken_quotes";
  if (
    cells.length > plan.mapping.columns.length &&
    cells.slice(plan.mapping.columns.length).some((cell) => cell !== "")
  )
    return "too_many_cells";
  const { phone, problem } = normalizePhone(cells[plan.phone] ?? "", plan.mapping.defaultCountry);
  if (problem) return problem;
  const name = tidy(cells[plan.name]);
  if (name.length > longestName) return "name_too_long";
  const fields: Record<string, string> = {};
  for (const { key, index } of plan.fields) {
    const value = (cells[index] ?? "").trim();
    if (value.length > longestValue) return "value_too_long";
    if (value !== "") fields[key] = value;
  }
  return { row: record.row, phone, name, fields, zone: zoneOfPhone(phone), tags: readTags(cells[plan.tag]) };
}

function tidy(text: string | undefined): string {
  return text === undefined ? "" : text.trim().replace(/\s+/g, " ");
}

function readTags(text: string | undefined): string[] {
  if (!text) return [];
  return text
    .split(/[,;|]/)
    .map((tag) => tidy(tag).slice(0, 60))
    .filter((tag) => tag !== "");
}

function joinRows(before: Person, after: Person, rule: Mapping["duplicates"]): Person {
  if (rule === "skip") return before;
  const [strong, weak] = rule === "update" ? [after, before] : [before, after];
  return {
    ...before,
    name: strong.name || weak.name,
    fields: { ...weak.fields, ...strong.fields },
    tags: [...new Set([...before.tags, ...after.tags])],
  };
}
