/** What a spreadsheet would run: a formula, but neither a phone number (+62 812…) nor a negative number. */
const formula = /^([=@\t\r]|[+-](?![\d\s().-]*$))/;
const escaped = /^'[=@+\t\r-]/;

/** Takes the power from a cell that a spreadsheet would run as a formula when somebody opens the file. */
export function escapeFormula(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** Undoes `escapeFormula`, so that a repaired error file is imported as it was meant. */
export function unescapeFormula(cell: string): string {
  return escaped.test(cell) ? cell.slice(1) : cell;
}
