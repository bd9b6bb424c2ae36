/** How often invariants are checked. Durations are milliseconds. */
export class InvariantPace {
  /** Of the time, for all checks of a process together. */
  readonly share: number = 0.01;
  /** A statement that takes longer is ended. */
  readonly limitMs: number = 30_000;

  /** @param intervalMs between two checks of the same invariant at least */
  constructor(readonly intervalMs: number) {}
}

/** How long one of `checks` rests after it has taken `tookMs`, so that all of them keep to their share of the time. */
export const restAfter = (tookMs: number, checks: number, { intervalMs, share }: InvariantPace): number =>
  Math.max(intervalMs, (tookMs * checks) / share);
