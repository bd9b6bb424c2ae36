import { Presets, SingleBar } from 'cli-progress';
import { type ActionableError } from '../actionable-error.js';

const LINE_EVERY_MS = 5_000;

/** Where a run tells what it does: lines, and how far it is. Without a terminal progress is a line now and then. */
export class Screen {
  private bar?: SingleBar;
  private lastLine = '';
  private lastLineAt = performance.now();

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  line(text = ''): void {
    this.endProgress();
    this.out.write(`${text}\n`);
  }

  /** One clear line with the way out, never a stack. */
  fail({ message, remedy }: Pick<ActionableError, 'message'> & Partial<ActionableError>): void {
    this.endProgress();
    process.stderr.write(`✖ ${message}\n${remedy === undefined ? '' : `  ${remedy}\n`}`);
  }

  /** @param fraction 0 to 1 */
  progress(text: string, fraction: number): void {
    if (!this.out.isTTY) {
      if (text === this.lastLine || performance.now() - this.lastLineAt < LINE_EVERY_MS) return;
      this.lastLine = text;
      this.lastLineAt = performance.now();
      this.out.write(`  ${text}\n`);
      return;
    }
    if (!this.bar) {
      this.bar = new SingleBar(
        { format: '  {bar} {text}', clearOnComplete: true, stream: this.out, gracefulExit: false },
        Presets.shades_classic,
      );
      this.bar.start(1_000, 0, { text });
    }
    this.bar.update(Math.round(fraction * 1_000), { text });
  }

  endProgress(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}
