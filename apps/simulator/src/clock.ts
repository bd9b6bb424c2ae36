import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds on a clock that is never set. */
  now(): number;
  /** Resolves after `ms`, or when `signal` is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
};
