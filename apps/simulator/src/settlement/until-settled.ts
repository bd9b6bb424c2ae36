import { type Clock } from '../clock.js';

export interface Patience {
  readonly clock: Clock;
  /** The wait ends when for so long no order has come to its end. */
  readonly withoutProgressMs: number;
  /** True while we may not ask what became of them: that time does not count. */
  readonly held: () => boolean;
  /** After an interruption, how long those may take that are under way. */
  readonly graceMs: number;
  readonly interrupted: AbortSignal;
}

const LOOK_MS = 50;

/** Resolves when no order is open, or when it is no use to wait longer. */
export async function untilSettled(
  ledger: { readonly openCount: number; readonly ended: number },
  { clock, withoutProgressMs, held, graceMs, interrupted }: Patience,
): Promise<void> {
  let seen = ledger.ended;
  let deadline = clock.now() + withoutProgressMs;
  let hurried = false;
  while (ledger.openCount > 0 && clock.now() < deadline) {
    await clock.sleep(LOOK_MS);
    if (interrupted.aborted && !hurried) {
      hurried = true;
      deadline = Math.min(deadline, clock.now() + graceMs);
    }
    if ((ledger.ended !== seen || held()) && !hurried) deadline = clock.now() + withoutProgressMs;
    seen = ledger.ended;
  }
}
