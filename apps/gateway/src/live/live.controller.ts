import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { By, msUntilEnd, Requires, type Caller } from '@orderflow/service';
import type { FastifyReply } from 'fastify';
import { CustomerLive } from './customer-live.js';
import type { LiveClient } from './live-client.js';
import { LiveHub } from './live-hub.js';

const EXAMPLE = `event: summary
id: 61
data: {"events":61,"orders":12,…}

event: audit
data: {"state":"holds","since":"2026-01-31T12:00:00.000Z","violated":0}
`;

@ApiTags('system')
@Controller('live')
export class LiveController {
  constructor(
    private readonly hub: LiveHub,
    private readonly customers: CustomerLive,
  ) {}

  @Get()
  @Requires('orders:read')
  @ApiOperation({
    summary: 'Everything that a page shows live, as server-sent events',
    description:
      '`summary` and `events` as in `/analytics/stream`, `system` as `/system` when it has changed, and `audit`: ' +
      '`{ state, since, violated }` of `/invariants`. A customer gets the `events` of its own orders and nothing else. ' +
      '`heartbeat` comes every 15 s. The stream ends with the token. A client that takes its events too slowly is cut ' +
      'off; it comes back with `Last-Event-ID`.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string', example: EXAMPLE } })
  listen(
    @By() caller: Caller,
    @Res() reply: FastifyReply,
    @Headers('authorization') authorization?: string,
    @Headers('last-event-id') lastEventId?: string,
  ): void {
    const { customerId } = caller;
    const client =
      customerId === undefined ? this.hub.join(lastEventId) : this.customers.join(customerId, authorization ?? '');
    const { stream } = client;
    endWithToken(client, caller);
    reply.raw.once('close', () => stream.destroy()); // also of a HEAD, whose answer is none of it
    void reply
      .headers({
        'content-type': 'text/event-stream',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      })
      .send(stream);
  }
}

/** Who may listen now may not for ever; a client with a new token comes back. */
function endWithToken(client: LiveClient, caller: Caller): void {
  const ms = msUntilEnd(caller);
  if (ms === undefined) return;
  const timer = setTimeout(() => client.end(), ms);
  client.stream.once('close', () => clearTimeout(timer));
}
