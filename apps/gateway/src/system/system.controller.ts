import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '@orderflow/service';
import { SystemStatus } from './system-status.js';
import { SystemView } from './system.view.js';

@ApiTags('system')
@Requires('admin')
@Controller('system')
export class SystemController {
  constructor(private readonly status: SystemStatus) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'How every service and Kafka are, how far each service is behind and what waits at it' })
  @ApiOkResponse({ type: SystemView })
  show(): Promise<SystemView> {
    return this.status.view();
  }
}
