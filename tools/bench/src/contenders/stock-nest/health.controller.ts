import { Controller, Get } from '@nestjs/common';

@Controller('health')
export class HealthController {
  @Get()
  get(): object {
    return { status: 'ok' };
  }
}
