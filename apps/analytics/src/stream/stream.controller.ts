import { Controller, Headers, Sse, type MessageEvent } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { SummaryStream } from './summary-stream.js';

const EXAMPLE = `event: summary
id: 61
retry: 3000
data: {"events":61,"orders":12,"confirmed":9,"rejected":2,"rejectedByReason":{"INSUFFICIENT_STOCK":1,"DECLINED":1,"TIMED_OUT":0},"cancelled":1,"revenue":2500}
`;

@ApiTags('analytics')
@Controller('analytics')
export class StreamController {
  constructor(private readonly stream: SummaryStream) {}

  @Sse('stream')
  @ApiOperation({ summary: 'The summary as server-sent events: now, and at each change, at most four times a second' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string', example: EXAMPLE } })
  events(@Headers('last-event-id') lastEventId?: string): Observable<MessageEvent> {
    return this.stream.events(lastEventId);
  }
}
