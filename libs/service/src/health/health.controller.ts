import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public, Requires } from '../auth/requires.js';
import { ServiceSettings } from '../settings/service-settings.js';
import { HealthService, type HealthReport } from './health.service.js';

const PATIENCE_MS = 2_000;
/** A database under load answers late; a liveness probe, which waits a second, must not fail for that. */
const LIVENESS_PATIENCE_MS = 500;

/** What a probe is answered. */
type Probe = Omit<HealthReport, 'parts'> & Partial<Pick<HealthReport, 'parts'>>;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly settings: ServiceSettings,
  ) {}

  @Get()
  @Requires('admin')
  @ApiOperation({ summary: 'Every part with its state and the reason; 503 when one that is needed is down' })
  async all(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.health.report(PATIENCE_MS);
    return answer(reply, report, report.status !== 'down');
  }

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Fails only when nothing but a restart helps' })
  async live(@Res({ passthrough: true }) reply: FastifyReply): Promise<Probe> {
    const report = await this.health.report(LIVENESS_PATIENCE_MS);
    return answer(reply, this.forAnyone(report), !Object.values(report.parts).some(({ live }) => live === false));
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Whether requests should come here: no needed part is down, no shutdown has begun' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Probe> {
    const report = await this.health.report(PATIENCE_MS);
    return answer(reply, this.forAnyone(report), report.status !== 'down');
  }

  /** Where callers have to say who they are, a probe does not tell what is the matter: the reasons show the inside. */
  private forAnyone({ status, service, parts }: HealthReport): Probe {
    return this.settings.auth === 'jwt' ? { status, service } : { status, service, parts };
  }
}

function answer<Report extends Probe>(reply: FastifyReply, report: Report, well: boolean): Report {
  void reply.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).header('cache-control', 'no-store');
  return report;
}
