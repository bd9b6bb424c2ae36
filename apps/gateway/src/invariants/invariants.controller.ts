import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OperatorRoutes } from '@orderflow/service';
import { AuditReport } from './audit-report.js';
import { Auditor } from './auditor.js';

@ApiTags('invariants')
@OperatorRoutes()
@Controller('invariants')
export class InvariantsController {
  constructor(private readonly auditor: Auditor) {}

  @Get()
  @ApiOperation({
    summary: 'What always holds of the system, whether it does, and since when',
    description: 'The invariants of every service on its own data, and those between services.',
  })
  @ApiOkResponse({ type: AuditReport })
  report(): Promise<AuditReport> {
    return this.auditor.report();
  }
}
