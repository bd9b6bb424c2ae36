import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Draining } from './draining.js';

/**
 * On SIGTERM or SIGINT: not ready from that moment, then what is in flight ends, then exit 0. After `timeoutSeconds`,
 * or on a second signal, the process ends at once with exit code 1.
 */
export function stopOnSignal(app: NestFastifyApplication, timeoutSeconds: number): void {
  const logger = new Logger('Shutdown');
  const draining = app.get(Draining);

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (draining.begun) {
      logger.warn(`${signal} again: ending at once`);
      process.exit(1);
    }
    draining.begin();
    logger.log(`${signal}: stopping`);
    setTimeout(() => {
      logger.error(`Not stopped after ${timeoutSeconds} s (SHUTDOWN_TIMEOUT_SECONDS): ending at once`);
      process.exit(1);
    }, timeoutSeconds * 1_000).unref();
    await app.close();
    logger.log('Stopped');
    process.exit(0);
  };

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}
