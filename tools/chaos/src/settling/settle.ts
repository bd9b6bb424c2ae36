import { setTimeout as delay } from 'node:timers/promises';
import { type ChaosSystem } from '../system/chaos-system.js';
import { type Operator } from './operator.js';
import { unrestOf } from './unrest.js';

const INTERVAL_MS = 500;
/** One look sees the databases one after another: what it misses on its way, the next one sees. */
const LOOKS = 2;

/**
 * Waits until nothing moves any more, while an operator recovers what is dead. Answers what is still to be done when
 * `timeoutMs` have passed or `signal` is aborted, nothing when the system is quiet.
 */
export async function settle(
  system: ChaosSystem,
  operator: Operator,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const deadline = Date.now() + timeoutMs;
  for (let quiet = 0; ;) {
    const unrest = await look(system, operator);
    quiet = unrest.length === 0 ? quiet + 1 : 0;
    if (quiet === LOOKS || signal.aborted || Date.now() > deadline) return unrest;
    await delay(INTERVAL_MS);
  }
}

/** A service that has only just come back may not answer yet. */
async function look(system: ChaosSystem, operator: Operator): Promise<readonly string[]> {
  try {
    await operator.recover();
    return await unrestOf(system);
  } catch (error) {
    return [(error as Error).message];
  }
}
