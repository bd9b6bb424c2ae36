import { ActionableError, type Observer } from '@orderflow/platform';
import { Presets, SingleBar } from 'cli-progress';
import colors from 'picocolors';
import { seconds } from './format.js';

/** What the commands print. Without a terminal these are plain lines: no bar, no colour. */
export class Terminal implements Observer {
  private bar?: SingleBar;
  private announced?: string;

  line(text = ''): void {
    this.endBar();
    console.log(text);
  }

  done(step: string, milliseconds: number): void {
    this.line(`${colors.green('✔')} ${step} ${colors.dim(`(${seconds(milliseconds)})`)}`);
  }

  note(text: string): void {
    this.line(`${colors.yellow('!')} ${text}`);
  }

  /** One clear line with the way out, never a stack. */
  fail(error: unknown): void {
    this.endBar();
    const message = error instanceof Error ? error.message : String(error);
    console.error(`${colors.red('✖')} ${message}`);
    if (error instanceof ActionableError) console.error(`  ${error.remedy}`);
  }

  progress(step: string, fraction: number): void {
    if (!process.stdout.isTTY) {
      if (this.announced !== step) this.line(`${step} …`);
      this.announced = step;
      return;
    }
    if (!this.bar) {
      this.bar = new SingleBar(
        { format: '  {step} {bar} {percentage} %', clearOnComplete: true },
        Presets.shades_classic,
      );
      this.bar.start(100, 0, { step });
    }
    this.bar.update(Math.round(fraction * 100), { step });
  }

  private endBar(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}
