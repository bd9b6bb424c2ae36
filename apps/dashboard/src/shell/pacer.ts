/** Longest pause that is made up for: after a longer one it goes on as if it began. */
const MOST_MS = 1_000;

/** Says how many are due at a rate, over ticks that come as they may; what is less than one is kept for the next tick. */
export class Pacer {
  private last: number | undefined;
  private owed = 0;

  /** @param at milliseconds on a clock that goes forward @param active false: nothing is due, nothing is owed */
  due(perSecond: number, at: number, active: boolean): number {
    const passed = Math.min(MOST_MS, at - (this.last ?? at));
    this.last = at;
    if (!active) return 0;
    this.owed += (passed / 1_000) * perSecond;
    const due = Math.floor(this.owed);
    this.owed -= due;
    return due;
  }
}
