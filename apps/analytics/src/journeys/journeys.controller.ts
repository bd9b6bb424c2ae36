import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiId, ApiProblem, By, Problem, Requires, type Caller } from '@orderflow/service';
import { EventLogRepository } from '../event-log/event-log.repository.js';
import { journeyView, JourneyView } from './journey.dto.js';

export class OrderParams {
  @ApiId({ example: '019a9c5e-7a40-7b1a-8f43-5d1f1f6a9e10' })
  readonly id!: string;
}

@ApiTags('analytics')
@Controller('analytics/orders')
export class JourneysController {
  constructor(private readonly log: EventLogRepository) {}

  @Get(':id/journey')
  @Requires('orders:read')
  @ApiOperation({ summary: 'The events of an order as they happened, with the time between them' })
  @ApiOkResponse({ type: JourneyView })
  @ApiProblem(404, 'ORDER.NOT_FOUND', 'No event of this order has come here, or it is another customer’s')
  async journey(@Param() { id }: OrderParams, @By() caller: Caller): Promise<JourneyView> {
    const events = await this.log.eventsOf(id, caller.customerId);
    if (events.length === 0) {
      throw new Problem({ status: 404, code: 'ORDER.NOT_FOUND', detail: `No event of order ${id} has come here` });
    }
    return journeyView(id, events);
  }
}
