import { Injectable, Logger, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { defer, filter, finalize, map, ReplaySubject, share, takeUntil, type Observable } from 'rxjs';
import { ArrivalsRepository, type Arrival, type Arrivals } from '../event-log/arrivals.repository.js';
import { ArrivalsWatch } from './arrivals-watch.js';
import { keepLooking } from './keep-looking.js';
import { StreamPace } from './stream-pace.js';

/** Of a customer's own events, the latest. */
const MAX_SAMPLE = 40;

/**
 * The events that come into the log, for any number of clients: while there is one at least, this process looks for them
 * four times a second, once for all, and so tells what every replica has recorded. What comes while nobody listens is
 * not told later.
 */
@Injectable()
export class ArrivalsStream implements OnModuleDestroy {
  private readonly closed = new ReplaySubject<void>(1);
  private readonly arrivals: Observable<Arrivals>;
  private readonly all: Observable<MessageEvent>;
  /** The customers who listen, by how many clients. */
  private readonly customers = new Map<string, number>();

  constructor(repository: ArrivalsRepository, { refreshMs }: StreamPace) {
    const looking = { everyMs: refreshMs, logger: new Logger(ArrivalsStream.name) };
    this.arrivals = keepLooking(() => {
      const watch = new ArrivalsWatch(repository);
      return () => watch.look([...this.customers.keys()]);
    }, looking).pipe(filter((arrivals) => arrivals !== undefined));
    this.all = this.arrivals.pipe(map(eventOf), share()); // written once for all clients
  }

  /** Silent while nothing comes. Ends when the service stops. */
  events(): Observable<MessageEvent> {
    return this.all.pipe(takeUntil(this.closed));
  }

  /**
   * The same for a customer: of its own orders' events each one, and of no other's any. When one look finds more than 1,000 for
   * all customers who listen, it is the oldest 1,000.
   */
  eventsOf(customerId: string): Observable<MessageEvent> {
    return defer(() => {
      this.count(customerId, 1);
      return this.arrivals.pipe(
        map((arrivals) => ownEventOf(arrivals, customerId)),
        filter((event) => event !== undefined),
        finalize(() => this.count(customerId, -1)),
      );
    }).pipe(takeUntil(this.closed));
  }

  /** Before the HTTP server closes: it waits for open connections. */
  onModuleDestroy(): void {
    this.closed.next();
  }

  private count(customerId: string, change: 1 | -1): void {
    const clients = (this.customers.get(customerId) ?? 0) + change;
    if (clients > 0) this.customers.set(customerId, clients);
    else this.customers.delete(customerId);
  }
}

/** Without an id, so that Nest numbers them in each connection: what a client misses is not repeated. */
function eventOf({ at, byType, sample }: Pick<Arrivals, 'at' | 'byType' | 'sample'>): MessageEvent {
  const total = Object.values(byType).reduce((sum, count) => sum + count, 0);
  return { type: 'events', data: JSON.stringify({ at, total, byType, sample }) };
}

function ownEventOf({ at, own }: Arrivals, customerId: string): MessageEvent | undefined {
  const events = own.filter((one) => one.customerId === customerId).map(({ customerId: _his, ...arrival }) => arrival);
  if (events.length === 0) return undefined;
  return eventOf({ at, byType: countedByType(events), sample: events.slice(-MAX_SAMPLE) });
}

function countedByType(events: readonly Arrival[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
