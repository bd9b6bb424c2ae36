import { Controller, Get, HttpStatus, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem, By, Problem, Requires, type Caller } from '@orderflow/service';
import { EventParams, EventQuery, EventView } from './event.dto.js';
import { EventLogRepository } from './event-log.repository.js';

@ApiTags('analytics')
@Controller('analytics/events')
export class EventsController {
  constructor(private readonly log: EventLogRepository) {}

  @Get(':id')
  @Requires('orders:read')
  @ApiOperation({ summary: 'An event of an order with its data, as it was recorded' })
  @ApiOkResponse({ type: EventView })
  @ApiProblem(
    HttpStatus.NOT_FOUND,
    'EVENT.NOT_FOUND',
    'No such event of this order has come here, or the order is another customer’s',
  )
  async find(@Param() { id }: EventParams, @Query() { orderId }: EventQuery, @By() caller: Caller): Promise<EventView> {
    const event = await this.log.find(orderId, id, caller.customerId);
    if (!event) throw notFound(id, orderId);
    return event;
  }
}

const notFound = (id: string, orderId: string): Problem =>
  new Problem({
    status: HttpStatus.NOT_FOUND,
    code: 'EVENT.NOT_FOUND',
    detail: `No event ${id} of order ${orderId} has come here`,
  });
