import { Body, Controller, Headers, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiProblem,
  ApiProblems,
  By,
  causeOf,
  Problem,
  requireCustomer,
  Requires,
  type Caller,
} from '@orderflow/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OrderResponse, orderResponseOf } from '../orders/order.response.js';
import { idempotencyKeyOf } from './idempotency-key.js';
import { OrderIntake } from './order-intake.js';
import { orderRequestOf, placeOrderExamples, PlaceOrderRequest } from './place-order.request.js';

@ApiTags('orders')
@Controller('orders')
export class PlaceOrderController {
  constructor(private readonly intake: OrderIntake) {}

  @Post()
  @Requires('orders:write', { 'AUTH.NOT_YOURS': 'The token is another customer’s' })
  @ApiOperation({
    summary: 'Place an order',
    description:
      'The order is accepted as PENDING; stock and payment follow. Follow it with GET /orders/:id, best with ' +
      '`Prefer: wait=10`. Send an Idempotency-Key to be able to repeat the request after a failure.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Any text that the customer uses for no other order: 1 to 255 visible ASCII characters. The same key with the ' +
      'same body gives the answer of the first request again, marked by the header Idempotency-Replayed.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
  })
  @ApiBody({ type: PlaceOrderRequest, examples: placeOrderExamples })
  @ApiCreatedResponse({
    type: OrderResponse,
    description: 'The order is accepted',
    headers: {
      Location: { description: 'Where the order is found', schema: { type: 'string' } },
      'Idempotency-Replayed': {
        description: '`true` when the order was created by an earlier request with the same key',
        schema: { type: 'string' },
      },
    },
  })
  @ApiProblem(HttpStatus.BAD_REQUEST, 'REQUEST.INVALID', 'Names each field that is wrong and what it accepts')
  @ApiProblem(
    HttpStatus.UNPROCESSABLE_ENTITY,
    'ORDER.IDEMPOTENCY_KEY_REUSED',
    'The key stands for an order with another body',
  )
  @ApiProblems(HttpStatus.SERVICE_UNAVAILABLE, {
    'SERVER.QUEUE_FULL': 'Too many orders wait for the database; see Retry-After',
    'SERVER.OUTBOX_FULL': 'Kafka is away, and too many events wait for it; see Retry-After',
  })
  async place(
    @Body() body: PlaceOrderRequest,
    @By() caller: Caller,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderResponse> {
    requireCustomer(caller, body.customerId);
    const result = await this.intake.place(orderRequestOf(body), idempotencyKeyOf(key), causeOf(request));
    if (result.kind === 'keyReused') throw keyReused();
    void reply.header('location', `/orders/${result.order.id}`);
    if (result.kind === 'replayed') void reply.header('idempotency-replayed', 'true');
    return orderResponseOf(result.order);
  }
}

const keyReused = (): Problem =>
  new Problem({
    status: HttpStatus.UNPROCESSABLE_ENTITY,
    code: 'ORDER.IDEMPOTENCY_KEY_REUSED',
    detail: 'The Idempotency-Key stands for an order with another body: send each order with a key of its own',
  });
