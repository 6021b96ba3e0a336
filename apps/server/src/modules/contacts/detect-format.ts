import iconv from "iconv-lite";
import { CsvReader } from "./csv-reader.ts";
import type { ImportFormat } from "./import-shapes.ts";
import { normalizePhone } from "./normalize-phone.ts";

export type FileProblem = "file_is_empty" | "file_is_binary" | "file_is_spreadsheet";

const delimiters = [",", ";", "\t", "|"];

/** Finds the encoding from the beginning of a file; UTF-8 is assumed until a byte says otherwise. */
export function detectEncoding(head: Buffer): ImportFormat["encoding"] | FileProblem {
  if (head.length === 0) return "file_is_empty";
  if (head.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))) return "utf-16le";
  if (head.subarray(0, 2).equals(Buffer.from([0xfe, 0xff]))) return "utf-16be";
  // ZIP (xlsx, ods) and the older compound file (xls).
  if (head.subarray(0, 4).toString("latin1") === "PK\x03\x04") return "file_is_spreadsheet";
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) return "file_is_spreadsheet";
  const { even, odd } = countNul(head);
  if (even + odd === 0) return "utf-8";
  const half = Math.floor(head.length / 2);
  if (odd > half * 0.6 && even < half * 0.05) return "utf-16le";
  if (even > half * 0.6 && odd < half * 0.05) return "utf-16be";
  return "file_is_binary";
}

/** Control characters do not stand in a list of people; many of them mean a picture, a program or the like. */
export function looksBinary(piece: Buffer): boolean {
  let controls = 0;
  for (const byte of piece) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls += 1;
  return controls > 8 && controls > piece.length / 100;
}

/** A stream that makes UTF-8 of another encoding. */
export function decodeStream(encoding: ImportFormat["encoding"]): NodeJS.ReadWriteStream {
  return iconv.decodeStream(encoding);
}

/** Finds the delimiter and the header of a UTF-8 file from its beginning, with the first rows. */
export function detectTable(
  head: Buffer,
  isWhole: boolean,
): { delimiter: string; hasHeader: boolean; start: number; afterHeader: number; rows: string[][] } | FileProblem {
  const start = head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  const read = (delimiter: string) => {
    const reader = new CsvReader({ delimiter, offset: start });
    const records = reader.read(head.subarray(start));
    return (isWhole ? [...records, ...reader.end()] : records).slice(0, 50);
  };
  const declared = /^sep=(.)\r?\n/.exec(head.subarray(start, start + 10).toString("latin1"))?.[1];
  const delimiter = declared ?? bestDelimiter(read);
  const records = read(delimiter).slice(declared ? 1 : 0);
  const [first] = records;
  if (!first) return "file_is_empty";
  const rows = records.map((record) => record.cells);
  const begin = declared ? start + `sep=${declared}\n`.length : start;
  return { delimiter, hasHeader: hasHeader(rows), start: begin, afterHeader: first.end, rows };
}

/** The delimiter that gives the most columns in the most rows alike; a file of one column has none, and comma will do. */
function bestDelimiter(read: (delimiter: string) => { cells: string[] }[]): string {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const rows = read(delimiter).map((record) => record.cells);
    const common = commonWidth(rows);
    if (common < 2) continue;
    const alike = rows.filter((row) => row.length === common).length;
    const score = (alike / rows.length) * 100 + Math.min(common, 20);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How many cells most rows have. */
export function commonWidth(rows: string[][]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 0;
}

/** A first row with a phone number in it is a person and not a header. */
function hasHeader(rows: string[][]): boolean {
  return !(rows[0] ?? []).some((cell) => /\d{5}/.test(cell) || normalizePhone(cell, "ID").phone !== undefined);
}

function countNul(bytes: Buffer): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
}
