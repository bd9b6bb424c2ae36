/** How messages are delivered. Durations are milliseconds. */
export class DeliveryPolicy {
  /** A claim that is not settled by then is taken to be lost; longer than a provider takes for a batch. */
  readonly leaseMs: number = 60_000;
  /** How long an idle worker waits until it looks again. */
  readonly pollMs: number = 250;
  /** How long a channel rests after a batch of which nothing could be delivered. */
  readonly restMs: number = 1_000;
  /** The wait after a message's first failure; it doubles with each further one. */
  readonly initialRetryMs: number = 1_000;
  /** The longest wait of a message. */
  readonly maxRetryMs: number = 5 * 60_000;
}

/** Exponential with jitter: between half and all of `initialRetryMs * 2^(attempts - 1)`, at most `maxRetryMs`. */
export function retryDelayMs(
  attempts: number,
  { initialRetryMs, maxRetryMs }: DeliveryPolicy,
  random: () => number = Math.random,
): number {
  return Math.min(maxRetryMs, initialRetryMs * 2 ** (attempts - 1)) * (0.5 + random() / 2);
}
