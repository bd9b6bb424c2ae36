import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { ActionableError } from '../actionable-error.js';
import { type Step } from '../orders/script.js';
import { lineOf } from './lines.js';

/** Writes what is sent to a file of JSON Lines. */
export class Recorder {
  private constructor(
    private readonly stream: WriteStream,
    private failure?: Error,
  ) {
    stream.on('error', (error) => (this.failure = error));
  }

  /** Replaces a file that is there. @throws ActionableError when the file cannot be written. */
  static async to(file: string): Promise<Recorder> {
    const stream = createWriteStream(file);
    await once(stream, 'open').catch((error: Error) => {
      const remedy = '--record takes a file in a folder that is there and can be written to';
      throw new ActionableError(`--record ${file} cannot be written: ${error.message}`, remedy, 2);
    });
    return new Recorder(stream);
  }

  write(step: Step): void {
    this.stream.write(`${lineOf(step)}\n`);
  }

  /** Resolves when all is written. @throws ActionableError when it could not be. */
  async close(): Promise<void> {
    if (!this.failure) await new Promise<void>((resolve) => this.stream.end(resolve));
    if (this.failure) {
      throw new ActionableError(`The recording is not whole: ${this.failure.message}`, 'See whether the disk is full');
    }
  }
}
