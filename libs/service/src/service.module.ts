import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AuthModule } from './auth/auth.module.js';
import { Draining } from './boot/draining.js';
import { HealthController } from './health/health.controller.js';
import { HEALTH_CHECKS, HealthService } from './health/health.service.js';
import type { HealthCheck } from './health/part-health.js';
import { ServiceIdentity } from './identity.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { ProcessMetrics } from './metrics/process-metrics.js';
import { ProblemFilter } from './problems/problem.filter.js';
import type { ServiceSettings } from './settings/service-settings.js';
import { SettingsModule } from './settings/settings.module.js';
import type { SettingsClass } from './settings/validate-settings.js';
import { RequestValidationPipe } from './validation/request-validation.pipe.js';

export interface ServiceOptions extends ServiceIdentity {
  /** Provided under this class, with the values of the environment. */
  readonly settings: SettingsClass<ServiceSettings>;
  /** Providers of global modules that are asked how their parts are. */
  readonly health?: readonly Type<HealthCheck>[];
  /** Answers errors. Default: `ProblemFilter`. */
  readonly filter?: Type<ProblemFilter>;
}

/** What every service has: settings, logs, health, metrics, problem details and validated requests. */
@Module({})
export class ServiceModule {
  static forRoot({ name, title, settings, health = [], filter = ProblemFilter }: ServiceOptions): DynamicModule {
    return {
      module: ServiceModule,
      global: true,
      imports: [SettingsModule.forRoot(settings), AuthModule],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: ServiceIdentity, useValue: { name, title } },
        { provide: HEALTH_CHECKS, inject: [...health], useFactory: (...checks: HealthCheck[]) => checks },
        { provide: APP_FILTER, useClass: filter },
        { provide: APP_PIPE, useClass: RequestValidationPipe },
        Draining,
        HealthService,
        HttpMetrics,
        Metrics,
        ProcessMetrics,
      ],
      exports: [ServiceIdentity, Draining, Metrics],
    };
  }
}
