import { Controller, Get, Headers, HttpCode, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiId,
  ApiPage,
  ApiProblem,
  By,
  causeOf,
  decodeCursor,
  isId,
  pageOf,
  Problem,
  Requires,
  type Caller,
  type Page,
} from '@orderflow/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSettled } from './domain/index.js';
import { ListOrdersQuery } from './list-orders.query.js';
import { OrderCancellation } from './order-cancellation.js';
import { OrderQueries } from './order.queries.js';
import { OrderResponse, orderResponseOf } from './order.response.js';
import type { StoredOrder } from './order.table.js';
import { waitSecondsOf } from './prefer.js';
import { SettlementWatch } from './settlement-watch.js';

const NOT_FOUND = 'There is no such order, or it is another customer’s';

class OrderParams {
  @ApiId() readonly id!: string;
}

@ApiTags('orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: OrderQueries,
    private readonly watch: SettlementWatch,
    private readonly cancellation: OrderCancellation,
  ) {}

  @Get()
  @Requires('orders:read')
  @ApiOperation({ summary: 'List orders, newest first', description: 'A customer sees its own.' })
  @ApiPage(OrderResponse)
  async list(@Query() query: ListOrdersQuery, @By() caller: Caller): Promise<Page<OrderResponse>> {
    const { limit, cursor, customerId, status } = query;
    const [before] = cursor === undefined ? [] : decodeCursor<[string]>(cursor, isId);
    const [createdFrom, createdTo] = [momentOf(query.createdFrom), momentOf(query.createdTo)];
    const filter = { owner: caller.customerId, customerId, status, createdFrom, createdTo, before };
    const rows = await this.orders.list(filter, limit + 1);
    return pageOf(rows, limit, { item: orderResponseOf, cursor: ({ id }) => [id] });
  }

  @Get(':id')
  @Requires('orders:read')
  @ApiOperation({
    summary: 'Read an order',
    description: 'With `Prefer: wait=10` the answer comes as soon as the order is confirmed, rejected or cancelled.',
  })
  @ApiHeader({
    name: 'Prefer',
    required: false,
    description: '`wait=N` (RFC 7240): wait up to N seconds, 30 at most, for the order to be settled',
    schema: { type: 'string' },
    example: 'wait=10',
  })
  @ApiOkResponse({
    type: OrderResponse,
    headers: { 'Preference-Applied': { description: 'The wait that was granted', schema: { type: 'string' } } },
  })
  @ApiProblem(HttpStatus.NOT_FOUND, 'ORDER.NOT_FOUND', NOT_FOUND)
  async get(
    @Param() { id }: OrderParams,
    @By() caller: Caller,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderResponse> {
    const order = await this.find(id, caller);
    const wait = waitSecondsOf(prefer);
    if (wait === undefined) return orderResponseOf(order);
    void reply.header('preference-applied', `wait=${wait}`);
    if (isSettled(order)) return orderResponseOf(order);
    await this.watch.settled(order.id, wait * 1_000, goneSignalOf(reply));
    return orderResponseOf(await this.find(id, caller));
  }

  @Post(':id/cancel')
  @Requires('orders:write')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Cancel an order',
    description: 'Reserved or sold stock comes back, a charge is refunded. Cancelling again changes nothing.',
  })
  @ApiOkResponse({ type: OrderResponse, description: 'The order is cancelled' })
  @ApiProblem(HttpStatus.NOT_FOUND, 'ORDER.NOT_FOUND', NOT_FOUND)
  @ApiProblem(HttpStatus.CONFLICT, 'ORDER.NOT_CANCELLABLE', 'The order has been rejected')
  @ApiProblem(
    HttpStatus.SERVICE_UNAVAILABLE,
    'SERVER.OUTBOX_FULL',
    'Kafka is away, and too many events wait for it; see Retry-After',
  )
  async cancel(
    @Param() { id }: OrderParams,
    @By() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OrderResponse> {
    const cancellation = await this.cancellation.cancel(id, causeOf(request), caller.customerId);
    if (!cancellation) throw notFound(id);
    if (cancellation.kind === 'notCancellable') throw notCancellable(id);
    return orderResponseOf(cancellation.order);
  }

  private async find(id: string, caller: Caller): Promise<StoredOrder> {
    const order = await this.orders.find(id, caller.customerId);
    if (!order) throw notFound(id);
    return order;
  }
}

const momentOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

/** Aborted when the connection closes: the client has gone, or has been answered. */
function goneSignalOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

const notFound = (id: string): Problem =>
  new Problem({ status: HttpStatus.NOT_FOUND, code: 'ORDER.NOT_FOUND', detail: `There is no order ${id}` });

const notCancellable = (id: string): Problem =>
  new Problem({
    status: HttpStatus.CONFLICT,
    code: 'ORDER.NOT_CANCELLABLE',
    detail: `Order ${id} has been rejected, so there is nothing to cancel`,
  });
