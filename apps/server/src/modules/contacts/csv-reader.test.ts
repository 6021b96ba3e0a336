import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvReader, type CsvRecord } from "./csv-reader.ts";

function readAll(content: Buffer | string, options: { delimiter?: string; pieces?: number[] } = {}): CsvRecord[] {
  const bytes = Buffer.from(content);
  const reader = new CsvReader({ delimiter: options.delimiter ?? "," });
  const records: CsvRecord[] = [];
  let start = 0;
  for (const size of options.pieces ?? []) {
    records.push(...reader.read(bytes.subarray(start, start + size)));
    start = Math.min(bytes.length, start + size);
  }
  return [...records, ...reader.read(bytes.subarray(start)), ...reader.end()];
}
const cells = (content: string) => readAll(content).map((record) => record.cells);

describe("CsvReader", () => {
  test("reads quotes, doubled quotes and line ends inside of quotes", () => {
    expect(cells('a,"b, c","say ""hi""","two\nlines"\r\nd,,"",e\n')).toEqual([
      ["a", "b, c", 'say "hi"', "two\nlines"],
      ["d", "", "", "e"],
    ]);
  });

  test("reads the line ends of Windows, Unix and old Macs, and a last line without one", () => {
    expect(cells("a,b\r\nc,d\ne,f\rg,h")).toEqual([
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
      ["g", "h"],
    ]);
  });

  test("counts rows as a spreadsheet does, empty ones included", () => {
    expect(readAll('a\n\n"b\nb"\n,\nc').map((record) => [record.cells[0], record.row])).toEqual([
      ["a", 1],
      ["b\nb", 3],
      ["c", 5],
    ]);
  });

  test("a quote that is never closed spoils its own line only", () => {
    const records = readAll('1,"open\n2,b\n3,c\n');
    expect(records.map((record) => [record.cells, record.isBroken])).toEqual([
      [["1", '"open'], true],
      [["2", "b"], false],
      [["3", "c"], false],
    ]);
  });

  test("bytes that are no UTF-8 and NUL do not stop it", () => {
    expect(readAll(Buffer.from([65, 0, 66, 44, 255, 10])).map((record) => record.cells)).toEqual([["AB", "\ufffd"]]);
  });
});

describe("for any file", () => {
  const cell = fc
    .oneof(fc.string(), fc.constantFrom("", "ñ", "😀", 'a"b', "x\ny", "\r", "a,b", " "))
    .map((text) => text.replaceAll("\0", ""));
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
  const write = (rows: string[][]) =>
    rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")).join("\n");
  const cuts = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 30 });

  test("what was written comes back, wherever the pieces are cut", () => {
    fc.assert(
      fc.property(table, cuts, (rows, pieces) => {
        const wanted = rows.filter((row) => row.some((text) => text !== ""));
        expect(readAll(write(rows), { pieces }).map((record) => record.cells)).toEqual(wanted);
      }),
      { numRuns: 1000 },
    );
  });

  test("it says what csv-parse says", () => {
    const plain = fc.string({ unit: fc.constantFrom("a", "b", ";", " ", "é", "1") });
    const quoted = plain.map((text) => `"${text}""\n"`);
    const lines = fc.array(fc.array(fc.oneof(plain, quoted), { minLength: 2, maxLength: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(lines, fc.constantFrom("\n", "\r\n"), (rows, end) => {
        const content = rows.map((row) => row.join(",")).join(end);
        const wanted = parse(content, { relaxColumnCount: true, recordDelimiter: ["\n", "\r\n"] });
        expect(readAll(content).map((record) => record.cells)).toEqual(
          wanted.filter((row) => row.some((text) => text !== "")),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test("reading on from the end of any record gives the rest, so an import can resume there", () => {
    fc.assert(
      fc.property(table, fc.nat(), (rows, pick) => {
        const bytes = Buffer.from(write(rows));
        const all = readAll(bytes);
        const at = all[pick % Math.max(1, all.length)];
        fc.pre(at !== undefined);
        const reader = new CsvReader({ delimiter: ",", offset: at!.end, row: at!.row + 1 });
        const rest = [...reader.read(bytes.subarray(at!.end)), ...reader.end()];
        expect(rest).toEqual(all.filter((record) => record.end > at!.end));
      }),
    );
  });

  test("noise never throws, and cutting it differently changes nothing", () => {
    const noise = fc.array(fc.constantFrom('"', ",", "\n", "\r", "a", '""', "é")).map((all) => all.join(""));
    fc.assert(
      fc.property(noise, cuts, (content, pieces) => {
        expect(readAll(content, { pieces })).toEqual(readAll(content));
      }),
      { numRuns: 3000 },
    );
  });
});
