import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Tracing } from '../tracing/tracing.js';
import { Draining } from './draining.js';

/** Called when there is an application to stop; `serving` settles when it has started to serve. */
type FollowUp = (app: NestFastifyApplication, timeoutSeconds: number, serving: Promise<void>) => void;

/**
 * On SIGTERM or SIGINT: not ready from that moment, then what is in flight ends, then exit 0. After `timeoutSeconds`,
 * or on a second signal, the process ends at once with exit code 1. Before there is an application nothing is in flight,
 * and the process ends at once with `exitCodeBefore`.
 */
export function stopOnSignal(exitCodeBefore: 0 | 1): FollowUp {
  let stop = (signal: NodeJS.Signals): unknown => {
    Logger.flush();
    new Logger('Shutdown').log(`${signal} before the service has started: ending`);
    return process.exit(exitCodeBefore);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  return (app, timeoutSeconds, serving) => {
    stop = (signal) => stopInGoodOrder(app, timeoutSeconds, serving, signal);
  };
}

async function stopInGoodOrder(
  app: NestFastifyApplication,
  timeoutSeconds: number,
  serving: Promise<void>,
  signal: NodeJS.Signals,
): Promise<void> {
  const logger = new Logger('Shutdown');
  const draining = app.get(Draining);
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
  await serving; // an application that is closed while it starts fails to start
  await app.close();
  await app.get(Tracing).flush(); // the relay's last spans too
  logger.log('Stopped');
  process.exit(0);
}
