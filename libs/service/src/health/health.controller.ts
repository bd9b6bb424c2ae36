import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HealthService, type HealthReport } from './health.service.js';

const PATIENCE_MS = 2_000;
/** A database under load answers late; a liveness probe, which waits a second, must not fail for that. */
const LIVENESS_PATIENCE_MS = 500;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @ApiOperation({ summary: 'Every part with its state and the reason; 503 when one that is needed is down' })
  async all(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.health.report(PATIENCE_MS);
    return answer(reply, report, report.status !== 'down');
  }

  @Get('live')
  @ApiOperation({ summary: 'Fails only when nothing but a restart helps' })
  async live(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.health.report(LIVENESS_PATIENCE_MS);
    return answer(reply, report, !Object.values(report.parts).some(({ live }) => live === false));
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether requests should come here: no needed part is down, no shutdown has begun' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.health.report(PATIENCE_MS);
    return answer(reply, report, report.status !== 'down');
  }
}

function answer(reply: FastifyReply, report: HealthReport, well: boolean): HealthReport {
  void reply.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).header('cache-control', 'no-store');
  return report;
}
