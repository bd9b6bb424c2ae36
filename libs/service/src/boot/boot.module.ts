import { Logger, Module, type DynamicModule, type Type } from '@nestjs/common';
import { ServiceIdentity } from '../identity.js';
import { PinoLogger } from '../logs/pino-logger.js';
import { ServiceSettings } from '../settings/service-settings.js';
import { Tracing } from '../tracing/tracing.js';

/**
 * The service's module with its logger opened as soon as the settings are known: what waits for a database while it
 * starts says so at once. And with its tracing. Not in `ServiceModule`, so that a test's application keeps the test's own.
 */
@Module({})
export class BootModule {
  static of(service: Type): DynamicModule {
    return {
      module: BootModule,
      imports: [service],
      providers: [
        { provide: PinoLogger, inject: [ServiceSettings, ServiceIdentity], useFactory: openLogger },
        { provide: Tracing, inject: [ServiceSettings, ServiceIdentity], useFactory: startTracing },
      ],
    };
  }
}

const startTracing = (settings: ServiceSettings, identity: ServiceIdentity): Promise<Tracing> =>
  Tracing.start(settings, identity);

function openLogger(settings: ServiceSettings, identity: ServiceIdentity): PinoLogger {
  const logger = new PinoLogger(settings, identity);
  Logger.overrideLogger(logger);
  Logger.flush();
  return logger;
}
