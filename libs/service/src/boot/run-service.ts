import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { serveDocs, type DocumentLink } from '../docs/docs.js';
import { httpAdapter } from '../http/http-adapter.js';
import { ServiceIdentity } from '../identity.js';
import { PinoLogger } from '../logs/pino-logger.js';
import { ServiceSettings } from '../settings/service-settings.js';
import { Tracing } from '../tracing/tracing.js';
import { BootModule } from './boot.module.js';
import { endOnFailure, failedStart } from './failure.js';
import { stopOnSignal } from './shutdown.js';

export interface RunOptions {
  /** The service's root module; it imports `ServiceModule.forRoot`. */
  readonly module: Type;
  /** Runs before the service listens: connects what serves beside HTTP. It must not wait for what may be down. */
  readonly connect?: (app: NestFastifyApplication) => Promise<unknown>;
  /** OpenAPI documents of others that the page at `/docs` offers beside the service's own. */
  readonly documents?: readonly DocumentLink[];
}

/** On the command line: bring the database, if there is one, to the newest migration, and end. */
const MIGRATE_ONLY = '--migrate';

/** Longer than a busy client leaves a connection idle. */
const LINGER_MS = 500;

/**
 * Runs a service until it is told to stop. A failure to start ends the process with a line that says why. With `--migrate`
 * on the command line it ends, with exit code 0, as soon as nothing is left to migrate: it has not listened by then, nor
 * asked Kafka for anything. Told to stop before that, it ends with exit code 1.
 */
export async function runService({ module, connect, documents }: RunOptions): Promise<void> {
  endOnFailure();
  const migrateOnly = process.argv.includes(MIGRATE_ONLY);
  const followUp = stopOnSignal(migrateOnly ? 1 : 0);
  try {
    const app = await NestFactory.create<NestFastifyApplication>(
      BootModule.of(module),
      httpAdapter({ lingerMs: LINGER_MS }),
      {
        abortOnError: false,
        bufferLogs: true,
        autoFlushLogs: false,
      },
    );
    if (migrateOnly) endMigrated(app);
    const serving = serve(app, { connect, documents });
    followUp(app, app.get<ServiceSettings>(ServiceSettings).SHUTDOWN_TIMEOUT_SECONDS, serving);
    await serving;
  } catch (error) {
    failedStart(error);
  }
}

/** Migrations have run when there is an application, and no part of it has begun to work that would have to end in good order. */
function endMigrated(app: NestFastifyApplication): never {
  app.get(PinoLogger).log('Nothing is left to migrate');
  process.exit(0);
}

async function serve(app: NestFastifyApplication, { connect, documents }: Omit<RunOptions, 'module'>): Promise<void> {
  const settings = app.get<ServiceSettings>(ServiceSettings);
  const identity = app.get<ServiceIdentity>(ServiceIdentity);
  app.get(Tracing).traceRequests(app.getHttpAdapter().getInstance());
  await connect?.(app);
  serveDocs(app, identity.title, documents);
  await app.listen(settings.port, settings.HOST);
  app.get(PinoLogger).log(`${identity.title} running on port ${settings.port}`);
}
