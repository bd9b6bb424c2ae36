import { Logger } from '@nestjs/common';

export interface Watched<View> {
  /** What is looked at, for the log. */
  readonly name: string;
  readonly look: () => Promise<View>;
  /** What is compared: views with the same text are the same. Default: all of it. */
  readonly textOf?: (view: View) => string;
  /** Between the end of a look and the next one, in milliseconds. */
  readonly everyMs: number;
  /** Gets the first view after a start, and each that differs from the one before. */
  readonly changed: (view: View) => void;
}

/** Looks at something again and again, from `start` to `stop`, and tells when it has changed. */
export class Watch<View> {
  private readonly logger = new Logger('Live');
  private timer?: NodeJS.Timeout;
  private round = 0;
  private seen?: string;
  private trouble?: string;

  constructor(private readonly watched: Watched<View>) {}

  start(): void {
    this.seen = undefined;
    void this.look(++this.round);
  }

  stop(): void {
    this.round++;
    clearTimeout(this.timer);
  }

  private async look(round: number): Promise<void> {
    const { name, look, textOf = JSON.stringify, everyMs, changed } = this.watched;
    try {
      const view = await look();
      if (round !== this.round) return;
      const text = textOf(view);
      if (text !== this.seen) changed(view);
      this.seen = text;
      this.trouble = undefined;
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.trouble) this.logger.warn(`${name} is not known: ${message}`);
      this.trouble = message;
    }
    if (round === this.round) this.timer = setTimeout(() => void this.look(round), everyMs);
  }
}
