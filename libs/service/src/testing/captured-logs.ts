import { Logger } from '@nestjs/common';
import { PinoLogger } from '../logs/pino-logger.js';

/** What a service in this process logs, as it does in production: a JSON text a line. */
export class CapturedLogs {
  /** As they were written. */
  readonly texts: string[] = [];

  /** From now on, in place of the logger that this process has. */
  static from(service: string): CapturedLogs {
    const logs = new CapturedLogs();
    const write = (text: string) => logs.texts.push(text);
    Logger.overrideLogger(
      new PinoLogger({ LOG_LEVEL: 'trace', logFormat: 'json' }, { name: service, title: service }, { write }),
    );
    return logs;
  }

  get lines(): Readonly<Record<string, unknown>>[] {
    return this.texts.map((text) => JSON.parse(text) as Record<string, unknown>);
  }

  /** The process logs nothing any more. */
  stop(): void {
    Logger.overrideLogger(false);
  }
}
