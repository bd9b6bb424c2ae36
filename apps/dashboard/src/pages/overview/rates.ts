const WINDOW_MS = 4_000;

/** Events a second by name, over the last four seconds. */
export class Rates {
  private entries: { readonly at: number; readonly counts: Readonly<Record<string, number>> }[] = [];

  /** @param at milliseconds on a clock that goes forward */
  add(counts: Readonly<Record<string, number>>, at: number): void {
    this.entries.push({ at, counts });
  }

  perSecond(at: number): Readonly<Record<string, number>> {
    this.entries = this.entries.filter((entry) => entry.at > at - WINDOW_MS);
    const sums: Record<string, number> = {};
    for (const { counts } of this.entries) {
      for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
    }
    return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, (sum / WINDOW_MS) * 1_000]));
  }
}

/** 0.3/s, 12/s */
export const formatRate = (perSecond: number): string =>
  `${perSecond > 0 && perSecond < 9.95 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`;
