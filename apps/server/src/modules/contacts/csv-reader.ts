/** One record of a file: a row of cells. */
export interface CsvRecord {
  cells: string[];
  /** Its row as a spreadsheet counts, from 1, empty rows included. */
  row: number;
  /** Byte of the file where the next record begins. */
  end: number;
  /** Its quotes make no sense (one never closes, or closes within a cell), so the line was read without regard to them. */
  isBroken: boolean;
}

/** A record longer than this is taken for a quote that was never closed. */
const longestRecord = 256 * 1024;

/**
 * Reads records out of UTF-8 bytes that arrive in pieces. It never throws and loses nothing: a quote that makes no
 * sense spoils its own line only. Empty lines are passed over.
 *
 * Made for imports of a million rows that go on after a crash: it knows the byte where each record ends, and decodes
 * only what leaves ASCII. csv-parse needs five times as long for the same file.
 */
export class CsvReader {
  readonly #delimiter: string;
  #rest: Buffer = Buffer.alloc(0);
  #offset: number;
  #row: number;

  constructor(options: { delimiter: string; offset?: number; row?: number }) {
    this.#delimiter = options.delimiter;
    this.#offset = options.offset ?? 0;
    this.#row = options.row ?? 1;
  }

  /** Takes the next piece of the file and returns the records that it completes. */
  read(piece: Buffer): CsvRecord[] {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    return this.#take(false);
  }

  /** Returns the records that the end of the file completes. */
  end(): CsvRecord[] {
    return this.#take(true);
  }

  #take(isEnd: boolean): CsvRecord[] {
    // One character per byte, so that positions in the text are positions in the file.
    const piece: Piece = { text: this.#rest.toString("latin1"), delimiter: this.#delimiter, isEnd };
    const records: CsvRecord[] = [];
    let start = 0;
    while (start < piece.text.length) {
      const found = readRecord(piece, start);
      if (!found) break;
      start = found.next;
      if (found.cells.some((cell) => cell !== ""))
        records.push({ cells: found.cells, row: this.#row, end: this.#offset + start, isBroken: found.isBroken });
      this.#row += 1;
    }
    this.#rest = this.#rest.subarray(start);
    this.#offset += start;
    return records;
  }
}

interface Piece {
  text: string;
  delimiter: string;
  isEnd: boolean;
}

interface Found {
  cells: string[];
  next: number;
  isBroken: boolean;
}

/** Reads the record at `start`, or returns undefined when its end has not arrived yet. */
function readRecord(piece: Piece, start: number): Found | undefined {
  const { text, isEnd } = piece;
  const mayWait = !isEnd && text.length - start < longestRecord;
  const lineEnd = findLineEnd(text, start);
  if (lineEnd === undefined && mayWait) return undefined;
  const line = text.slice(start, lineEnd ?? text.length);
  if (line.includes('"')) {
    const quoted = readQuoted(piece, start);
    if (quoted === "unfinished" && mayWait) return undefined;
    if (typeof quoted !== "string") return quoted;
  }
  const next = lineEnd === undefined ? text.length : afterLineEnd(text, lineEnd);
  if (next === text.length && text.endsWith("\r") && mayWait) return undefined;
  return { cells: decodeAll(line.split(piece.delimiter)), next, isBroken: line.includes('"') };
}

/** Broken: its quotes make no sense. Unfinished: its end is not here, yet or ever. */
function readQuoted(piece: Piece, start: number): Found | "unfinished" | "broken" {
  const { text, delimiter, isEnd } = piece;
  const cells: string[] = [];
  let position = start;
  for (;;) {
    let cell = "";
    const isQuoted = text[position] === '"';
    if (isQuoted) {
      const close = findClosingQuote(text, position, start + longestRecord);
      if (close === undefined || (close === text.length - 1 && !isEnd)) return "unfinished";
      cell = text.slice(position + 1, close).replaceAll('""', '"');
      position = close + 1;
    }
    const tail = findCellEnd(text, position, delimiter);
    if (tail === text.length && !isEnd) return "unfinished";
    const after = text.slice(position, tail);
    // A quote closed in the middle of a cell is no closing quote: the one that opened was a stray.
    if (isQuoted && after.trim() !== "") return "broken";
    cells.push(isQuoted ? cell : after);
    position = tail;
    if (text[position] !== delimiter) break;
    position += 1;
  }
  const next = afterLineEnd(text, position);
  if (next === text.length && text.endsWith("\r") && !isEnd) return "unfinished";
  return { cells: decodeAll(cells), next, isBroken: false };
}

function findClosingQuote(text: string, open: number, limit: number): number | undefined {
  let position = open + 1;
  for (;;) {
    const found = text.indexOf('"', position);
    if (found === -1 || found > limit) return undefined;
    if (text[found + 1] !== '"') return found;
    position = found + 2;
  }
}

function findCellEnd(text: string, start: number, delimiter: string): number {
  let position = start;
  while (position < text.length) {
    const character = text[position];
    if (character === delimiter || character === "\n" || character === "\r") return position;
    position += 1;
  }
  return position;
}

/** A line ends with \n, \r\n or, in files of old, \r. */
function findLineEnd(text: string, start: number): number | undefined {
  const lineFeed = text.indexOf("\n", start);
  // Looked for within the line only: a search through the whole text for every line would be quadratic.
  const carriageReturn = text.slice(start, lineFeed === -1 ? text.length : lineFeed).indexOf("\r");
  if (carriageReturn !== -1) return start + carriageReturn;
  return lineFeed === -1 ? undefined : lineFeed;
}

function afterLineEnd(text: string, end: number): number {
  return Math.min(text.length, text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1);
}

function decodeAll(cells: string[]): string[] {
  return cells.map((cell) => (/[\0\x80-\xff]/.test(cell) ? decode(cell) : cell));
}

/** PostgreSQL keeps no NUL in a text, and no name has one. */
function decode(cell: string): string {
  return Buffer.from(cell, "latin1").toString("utf8").replaceAll("\0", "");
}
