const CHECK_MS = 1_000;

/** Tells of what has been under way for too long. Time in which the whole process was stopped does not count. */
export class Watchdog {
  private readonly since = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private elapsedMs = 0;

  constructor(
    private readonly onStuck: (name: string) => void,
    private readonly limitMs: number,
  ) {
    const checkMs = Math.min(CHECK_MS, limitMs);
    this.timer = setInterval(() => this.check(checkMs), checkMs).unref();
  }

  /** It begins, or begins anew. */
  started(name: string): void {
    this.since.set(name, this.elapsedMs);
  }

  finished(name: string): void {
    this.since.delete(name);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private check(passedMs: number): void {
    this.elapsedMs += passedMs;
    for (const [name, at] of this.since) {
      if (this.elapsedMs - at > this.limitMs) this.onStuck(name);
    }
  }
}
