import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
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
  constructor(private readonly hub: LiveHub) {}

  @Get()
  @ApiOperation({
    summary: 'Everything that a page shows live, as server-sent events',
    description:
      '`summary` and `events` as in `/analytics/stream`, `system` as `/system` when it has changed, and `audit`: ' +
      '`{ state, since, violated }` of `/invariants`. A client that takes its events too slowly is cut off; it comes back ' +
      'with `Last-Event-ID`.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string', example: EXAMPLE } })
  listen(@Res() reply: FastifyReply, @Headers('last-event-id') lastEventId?: string): void {
    const stream = this.hub.join(lastEventId);
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
