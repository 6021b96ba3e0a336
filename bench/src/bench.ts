/** What a bench found: its own value and that of a reference measured in the same run. */
export interface BenchResult {
  ratio: number;
  value: number;
  reference: number;
  unit: string;
}

/** What a file `<name>.bench.ts` exports. */
export interface Bench {
  run(): Promise<BenchResult>;
}

/** The last line of a bench, for people and programs. */
export function describeResult(name: string, result: BenchResult): string {
  const { ratio, value, reference, unit } = result;
  return `${name} ratio=${ratio.toFixed(3)} value=${rounded(value)} reference=${rounded(reference)} unit=${unit}`;
}

/** The middle of some measurements, which one slow run does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}
