import { setImmediate as letOthersRun } from 'node:timers/promises';
import { type Clock } from '../clock.js';
import { type Step } from '../orders/script.js';

export interface Pacing {
  readonly clock: Clock;
  /** 2 sends twice as fast as the steps say. */
  readonly speed: number;
  readonly signal: AbortSignal;
}

/** Steps that are due together, or late, are begun so many at a time before answers are looked at. */
const BURST = 32;

/**
 * Begins each step when it is due, whatever became of those before; `dueAt` is on the clock, and latencies count from
 * there, so that a step which is begun late counts as slow. Returns when all are begun, or `signal` is aborted.
 */
export async function openLoop(
  steps: Iterable<Step>,
  begin: (step: Step, dueAt: number) => void,
  { clock, speed, signal }: Pacing,
): Promise<void> {
  const start = clock.now();
  let burst = 0;
  for (const step of steps) {
    const dueAt = start + step.at / speed;
    const early = dueAt - clock.now();
    if (early > 0) {
      await clock.sleep(early, signal);
      burst = 0;
    } else if ((burst += 1) % BURST === 0) await letOthersRun();
    if (signal.aborted) return;
    begin(step, dueAt);
  }
}
