/** How often the stream speaks, in milliseconds. */
export class StreamPace {
  /** Between two looks at the summary, and so between two events at least: four a second. */
  readonly refreshMs: number = 250;
  /** Between two comments that keep proxies from closing a quiet connection. */
  readonly heartbeatMs: number = 15_000;
  /** How long a client waits until it connects again. */
  readonly retryMs: number = 3_000;
}
