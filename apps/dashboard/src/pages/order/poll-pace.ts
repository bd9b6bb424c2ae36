const FIRST_MS = 500;
const LONGEST_MS = 2_000;
const GROWTH = 1.3;
/** Notifications, and what is parked late, follow within this time. */
const AFTERGLOW_MS = 10_000;

/** How often an order is looked at: twice a second at first, then more seldom, and no more a while after it is done. */
export class PollPace {
  private delayMs = FIRST_MS;
  private doneAt: number | undefined;

  /** Milliseconds until the next look, `now` being the time of this one; undefined when no more is needed. */
  next(done: boolean, now: number): number | undefined {
    if (!done) this.doneAt = undefined;
    else this.doneAt ??= now;
    if (this.doneAt !== undefined && now - this.doneAt >= AFTERGLOW_MS) return undefined;
    const delay = this.delayMs;
    this.delayMs = Math.min(LONGEST_MS, delay * GROWTH);
    return delay;
  }

  /** Something has happened: as at first. */
  restart(): void {
    this.delayMs = FIRST_MS;
    this.doneAt = undefined;
  }
}
