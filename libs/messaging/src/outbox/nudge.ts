/** A wait that can be cut short, also by a nudge that came before it. */
export class Nudge {
  private nudged = false;
  private waiting?: () => void;

  now(): void {
    this.nudged = true;
    this.waiting?.();
  }

  /** Resolves at the next nudge since the last wait, or after `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.nudged) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.waiting = undefined;
    this.nudged = false;
  }
}
