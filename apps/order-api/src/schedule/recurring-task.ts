import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';

/** Runs a task again and again, `everyMs` after its last end, until it is stopped. One that fails is logged and runs again. */
export class RecurringTask {
  private readonly logger: Logger;
  private readonly stopping = new AbortController();
  private running?: Promise<void>;

  /** A long task looks at the signal between its steps. */
  constructor(
    name: string,
    private readonly task: (stopping: AbortSignal) => Promise<unknown>,
    private readonly everyMs: number,
  ) {
    this.logger = new Logger(name);
  }

  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  /** Resolves when a run that is under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await this.task(stopping).catch((error: Error) => this.logger.warn(`It is tried again: ${error.message}`));
      await sleep(this.everyMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}
