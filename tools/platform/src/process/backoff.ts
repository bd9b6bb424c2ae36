const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Doubles with each failure in a row. */
export function backoffMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
}
