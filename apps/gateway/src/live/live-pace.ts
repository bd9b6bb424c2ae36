/** How the live stream goes: times in milliseconds. */
export class LivePace {
  /** Between two looks at the services. */
  readonly systemMs: number = 1_000;
  /** Between two looks at the invariants. */
  readonly auditMs: number = 2_000;
  /** Between two heartbeats; a page takes the connection for dead after 30 s without anything. */
  readonly heartbeatMs: number = 15_000;
  /** How long a client waits until it connects again. */
  readonly retryMs: number = 3_000;
  /** The wait until analytics is asked again, the first time; it doubles up to the longest. */
  readonly reconnectMs: number = 500;
  readonly longestReconnectMs: number = 10_000;
  /** Analytics says something every 15 s at least: after this silence the connection is taken for dead. */
  readonly silenceMs: number = 40_000;
  /** A client for whom more bytes wait is too slow. */
  readonly maxWaitingBytes: number = 256 * 1024;
}
