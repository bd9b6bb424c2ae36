import { NonRetryableError } from '../errors.js';
import type { RetryPolicy } from '../messaging-options.js';

export interface AfterFailure {
  readonly state: 'retrying' | 'dead';
  /** When to try again, counted from now. */
  readonly delayMs: number;
}

/** What becomes of an event whose handler has failed `attempts` times. */
export function afterFailure(error: unknown, attempts: number, policy: RetryPolicy): AfterFailure {
  const state = error instanceof NonRetryableError || attempts >= policy.attempts ? 'dead' : 'retrying';
  return { state, delayMs: backoffMs(attempts, policy) };
}

/** Exponential with jitter: between half and all of `initialMs * 2^(attempt - 1)`, at most `maxMs`. */
export function backoffMs(attempt: number, { initialMs, maxMs }: Pick<RetryPolicy, 'initialMs' | 'maxMs'>): number {
  return Math.min(maxMs, initialMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}
