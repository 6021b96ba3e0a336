import { Readable } from "node:stream";
import type { Scope } from "../../kernel/scope.ts";
import { accessImport } from "./access-import.ts";
import { readFormat } from "./present-import.ts";
import { reasonTexts } from "./reason-texts.ts";
import { escapeFormula } from "./spreadsheet-safe.ts";

const pageSize = 1_000;

/** The rows that were not imported, one line each: the original columns, the reason in words and its code. */
export async function importErrors(
  scope: Scope,
  id: string,
  language: "id" | "en",
): Promise<{ fileName: string; content: Readable }> {
  const row = await scope.inTransaction((ctx) => accessImport(ctx, id));
  const { delimiter } = readFormat(row);
  const width = row.header.length;
  const line = (cells: string[]) => `${cells.map((cell) => quote(cell, delimiter)).join(delimiter)}\r\n`;
  const titles = language === "id" ? ["alasan", "kode_alasan"] : ["reason", "reason_code"];

  async function* lines() {
    // The mark makes spreadsheets read UTF-8.
    yield `\ufeff${line([...row.header, ...titles])}`;
    let after = -1;
    for (;;) {
      const rejected = await readPage(scope, id, after);
      if (rejected.length === 0) return;
      yield rejected
        .map(({ cells, reason }) => {
          const columns = Array.from({ length: Math.max(width, cells.length) }, (_, index) => cells[index] ?? "");
          return line([...columns, reasonTexts[language][reason] ?? reason, reason]);
        })
        .join("");
      after = rejected.at(-1)?.row_number ?? after;
    }
  }
  return { fileName: `${row.file_name.replace(/\.[^.]*$/, "")}-errors.csv`, content: Readable.from(lines()) };
}

function readPage(scope: Scope, id: string, after: number) {
  return scope.inTransaction((ctx) =>
    ctx.db
      .selectFrom("import_rows")
      .select(["row_number", "reason", "cells"])
      .where("organization_id", "=", ctx.organizationId)
      .where("import_id", "=", id)
      .where("row_number", ">", after)
      .orderBy("row_number")
      .limit(pageSize)
      .execute(),
  );
}

/** One row stays one line, also when a cell held line ends. */
function quote(cell: string, delimiter: string): string {
  const text = escapeFormula(cell.replace(/[\r\n]+/g, " "));
  return text.includes('"') || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}
