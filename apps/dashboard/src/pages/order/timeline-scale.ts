/** A part of the bar, in per cent of its whole length. */
export interface Span {
  readonly start: number;
  readonly width: number;
  /** Too long to be drawn to scale beside the others: the bar is broken here. */
  readonly broken: boolean;
}

/** A gap that is this many times as long as all the shorter ones together would leave nothing of them. */
const BREAKS_FROM = 12;
const BREAKS_FROM_MS = 2_000;
/** All broken parts together take this much of the bar at most, one alone this much. */
const BROKEN_TOGETHER = 45;
const BROKEN_ALONE = 18;

/**
 * Where each gap lies on a bar of the whole duration, to scale, one after another. A gap that would squeeze the others to
 * nothing – minutes beside milliseconds – is cut short and says so. Negative gaps, of clocks that differ, are empty.
 */
export function spansOf(gaps: readonly (number | null)[]): Span[] {
  const lengths = gaps.map((gap) => Math.max(0, gap ?? 0));
  const limit = longestToScale(lengths);
  const broken = lengths.filter((length) => length > limit).length;
  const brokenWidth = broken === 0 ? 0 : Math.min(BROKEN_ALONE, BROKEN_TOGETHER / broken);
  const whole = lengths.reduce((sum, length) => sum + (length > limit ? 0 : length), 0);
  let start = 0;
  return lengths.map((length) => {
    const width = length > limit ? brokenWidth : whole === 0 ? 0 : (length / whole) * (100 - broken * brokenWidth);
    const span = { start, width, broken: length > limit };
    start += width;
    return span;
  });
}

/** The longest of the lengths below the first that is out of all proportion to those below it. */
function longestToScale(lengths: readonly number[]): number {
  let longest = 0;
  let sum = 0;
  for (const length of [...lengths].sort((a, b) => a - b)) {
    if (sum > 0 && length >= BREAKS_FROM_MS && length > BREAKS_FROM * sum) break;
    longest = length;
    sum += length;
  }
  return longest;
}
