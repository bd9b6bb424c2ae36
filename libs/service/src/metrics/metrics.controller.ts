import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { OperatorRoutes } from '../operators/operator-routes.js';
import { Metrics } from './metrics.js';

const EXAMPLE = `# HELP orderflow_relay_leading Whether this process publishes the outbox
# TYPE orderflow_relay_leading gauge
orderflow_relay_leading{service="order-api"} 1
`;

/** What Prometheus scrapes. Like every figure of the inside, for operators; docs/metrics.md says what they mean. */
@ApiTags('metrics')
@OperatorRoutes()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @ApiOperation({ summary: 'The metrics of this process, in Prometheus’ text format' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string', example: EXAMPLE } })
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  @Header('cache-control', 'no-store')
  scrape(): Promise<string> {
    return this.metrics.scrape();
  }
}
