import { Controller, Headers, Query, Sse, type MessageEvent } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ApiChoice, ApiText, By, msUntilEnd, Requires, type Caller } from '@orderflow/service';
import { merge, takeUntil, timer, type Observable } from 'rxjs';
import { ArrivalsStream } from './arrivals-stream.js';
import { SummaryStream } from './summary-stream.js';

const EXAMPLE = `event: summary
id: 61
retry: 3000
data: {"events":61,"orders":12,"confirmed":9,"rejected":2,"rejectedByReason":{"INSUFFICIENT_STOCK":1,"DECLINED":1,"TIMED_OUT":0},"cancelled":1,"revenue":2500}

event: events
id: 1
data: {"at":"2026-01-31T12:00:00.250Z","total":1,"byType":{"ORDER_CREATED":1},"sample":[{"id":"019a9c5e-7a51-7c3e-9d5f-0b8f6f0a1c2d","type":"ORDER_CREATED","orderId":"019a9c5e-7a40-7b1a-8f43-5d1f1f6a9e10","topic":"order-events","partition":3,"offset":1024,"source":"/order-api","time":"2026-01-31T12:00:00.012Z"}]}
`;

/** Of any token's subject, whose 255 characters at most may count double. */
const MAX_SUBJECT_LENGTH = 510;

export class StreamQuery {
  @ApiChoice(['true', 'false'], { default: 'false', description: 'Whether to tell of the events themselves as well' })
  readonly events: 'true' | 'false' = 'false';
  @ApiText({
    max: MAX_SUBJECT_LENGTH,
    optional: true,
    description: 'Only what this customer would hear; a customer hears its own, whatever it asks for',
  })
  readonly customerId?: string;
}

@ApiTags('analytics')
@Controller('analytics')
export class StreamController {
  constructor(
    private readonly summaries: SummaryStream,
    private readonly arrivals: ArrivalsStream,
  ) {}

  @Sse('stream')
  @Requires('orders:read')
  @ApiOperation({
    summary: 'The summary as server-sent events: now, and at each change, at most four times a second',
    description:
      'With `events=true` also what has come into the log since the last `events`: how many of each type, and a sample of ' +
      '40 at most, oldest first. Their ids number them within the connection: what is missed is not repeated. A customer ' +
      'hears of the events of its own orders and of no summary; of more than 1,000 at once, of all customers together, it ' +
      'hears of the oldest only. The stream ends with the token.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string', example: EXAMPLE } })
  stream(
    @Query() { events, customerId }: StreamQuery,
    @By() caller: Caller,
    @Headers('last-event-id') lastEventId?: string,
  ): Observable<MessageEvent> {
    const { customerId: owner = customerId } = caller;
    const stream = owner === undefined ? this.ofAll(events, lastEventId) : this.ofCustomer(owner);
    const ms = msUntilEnd(caller);
    return ms === undefined ? stream : stream.pipe(takeUntil(timer(ms)));
  }

  private ofAll(events: StreamQuery['events'], lastEventId?: string): Observable<MessageEvent> {
    const summaries = this.summaries.events(lastEventId);
    return events === 'true' ? merge(summaries, this.arrivals.events()) : summaries;
  }

  private ofCustomer(customerId: string): Observable<MessageEvent> {
    return merge(this.summaries.silence(), this.arrivals.eventsOf(customerId));
  }
}
