import { Injectable, Logger, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { filter, ReplaySubject, takeUntil, type Observable } from 'rxjs';
import { ArrivalsRepository, type Arrivals } from '../event-log/arrivals.repository.js';
import { ArrivalsWatch } from './arrivals-watch.js';
import { keepLooking } from './keep-looking.js';
import { StreamPace } from './stream-pace.js';

/**
 * The events that come into the log, for any number of clients: while there is one at least, this process looks for them
 * four times a second, once for all, and so tells what every replica has recorded. What comes while nobody listens is
 * not told later.
 */
@Injectable()
export class ArrivalsStream implements OnModuleDestroy {
  private readonly closed = new ReplaySubject<void>(1);
  private readonly arrivals: Observable<MessageEvent>;

  constructor(repository: ArrivalsRepository, { refreshMs }: StreamPace) {
    const looking = { everyMs: refreshMs, logger: new Logger(ArrivalsStream.name) };
    this.arrivals = keepLooking(() => {
      const watch = new ArrivalsWatch(repository);
      return async () => {
        const arrivals = await watch.look();
        return arrivals && eventOf(arrivals);
      };
    }, looking).pipe(filter((event) => event !== undefined));
  }

  /** Silent while nothing comes. Ends when the service stops. */
  events(): Observable<MessageEvent> {
    return this.arrivals.pipe(takeUntil(this.closed));
  }

  /** Before the HTTP server closes: it waits for open connections. */
  onModuleDestroy(): void {
    this.closed.next();
  }
}

/** Without an id: what a client misses is not repeated. */
function eventOf({ at, byType, sample }: Arrivals): MessageEvent {
  const total = Object.values(byType).reduce((sum, count) => sum + count, 0);
  return { type: 'events', data: JSON.stringify({ at, total, byType, sample }) }; // as text: written once for all clients
}
