const LIMIT_MS = 60_000;
const CHECK_MS = 1_000;

/** Tells of a chunk that has been under way for too long: a handler that never comes back would block its partition for ever. */
export class Watchdog {
  private readonly since = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly onStuck: (place: string) => void,
    private readonly limitMs = LIMIT_MS,
  ) {
    this.timer = setInterval(() => this.check(), Math.min(CHECK_MS, limitMs)).unref();
  }

  started(place: string): void {
    this.since.set(place, performance.now());
  }

  finished(place: string): void {
    this.since.delete(place);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private check(): void {
    for (const [place, at] of this.since) {
      if (performance.now() - at > this.limitMs) this.onStuck(place);
    }
  }
}
