import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics } from 'prom-client';
import { Metrics } from './metrics.js';

/** prom-client's own gauges that are named like counters (`_total`); nodejs_active_resources and the like tell the same. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** The version of this system: its packages carry one and the same. */
const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** What the process takes, how long its event loop is held up, and which build it runs. */
@Injectable()
export class ProcessMetrics {
  constructor(metrics: Metrics) {
    collectDefaultMetrics({ register: metrics.registry });
    for (const name of MISNAMED) metrics.registry.removeSingleMetric(name);
    metrics
      .gauge({
        name: 'orderflow_build_info',
        help: 'Always 1; its labels say which build runs',
        labels: ['version', 'node_version'],
      })
      .set({ version, node_version: process.version }, 1);
  }
}
