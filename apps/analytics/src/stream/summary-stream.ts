import { Injectable, Logger, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import {
  distinctUntilChanged,
  filter,
  map,
  merge,
  ReplaySubject,
  share,
  takeUntil,
  timer,
  type Observable,
} from 'rxjs';
import { summaryView } from '../reports/report.dto.js';
import { ReportRepository, type Totals } from '../reports/report.repository.js';
import { keepLooking } from './keep-looking.js';
import { StreamPace } from './stream-pace.js';

/**
 * The summary for any number of clients: while there is one at least, this process looks at it four times a second,
 * once for all of them, and so sees what every replica has counted. A client hears of it when it has changed.
 */
@Injectable()
export class SummaryStream implements OnModuleDestroy {
  private readonly closed = new ReplaySubject<void>(1);
  private readonly summaries: Observable<MessageEvent>;
  private readonly heartbeats: Observable<MessageEvent>;

  constructor(
    reports: ReportRepository,
    private readonly pace: StreamPace,
  ) {
    const { refreshMs, heartbeatMs } = pace;
    const looking = { everyMs: refreshMs, logger: new Logger(SummaryStream.name) };
    this.summaries = keepLooking(() => async () => this.eventOf(await reports.totals()), looking);
    this.heartbeats = timer(heartbeatMs, heartbeatMs).pipe(
      map(() => ({ comment: 'heartbeat' })),
      share(),
    );
  }

  /** Begins with the summary as it is, unless the client, coming back, has it already. Ends when the service stops. */
  events(lastEventId?: string): Observable<MessageEvent> {
    const changed = this.summaries.pipe(
      distinctUntilChanged((before, after) => before.id === after.id),
      filter(({ id }, index) => index > 0 || id !== lastEventId),
    );
    return merge(changed, this.silence()).pipe(takeUntil(this.closed));
  }

  /** No summaries, only what keeps a quiet connection open. Ends when the service stops. */
  silence(): Observable<MessageEvent> {
    return this.heartbeats.pipe(takeUntil(this.closed));
  }

  /** Before the HTTP server closes: it waits for open connections. */
  onModuleDestroy(): void {
    this.closed.next();
  }

  /** The number of events identifies the summary, in every replica. */
  private eventOf(totals: Totals): MessageEvent {
    const data = JSON.stringify(summaryView(totals)); // as text, so that it is written once for all clients
    return { id: String(totals.events), type: 'summary', retry: this.pace.retryMs, data };
  }
}
