import { MAX_TRANSACTION_MS, type Arrivals, type ArrivalsRepository } from '../event-log/arrivals.repository.js';

/** A told transaction is found again for as long as its rows are looked at; a second more, for what dates are rounded by. */
const REMEMBER_MS = MAX_TRANSACTION_MS + 1_000;

/**
 * Tells each event once that comes into the log after the first look, in whatever order transactions commit. One whose
 * transaction takes longer than five seconds may be missed.
 */
export class ArrivalsWatch {
  private since?: Date;
  /** Transactions, and when they were told. */
  private readonly told = new Map<string, Date>();

  constructor(private readonly arrivals: Pick<ArrivalsRepository, 'look'>) {}

  /** What has come since the look before, and what of it is these customers' own; undefined when nothing has, and the first time. */
  async look(customers: readonly string[] = []): Promise<Arrivals | undefined> {
    const first = this.since === undefined;
    const arrivals = await this.arrivals.look(this.since, [...this.told.keys()], customers);
    this.remember(arrivals);
    return first || arrivals.writers.length === 0 ? undefined : arrivals;
  }

  private remember({ at, writers }: Arrivals): void {
    this.since = at;
    for (const [writer, toldAt] of this.told)
      if (at.getTime() - toldAt.getTime() > REMEMBER_MS) this.told.delete(writer);
    for (const writer of writers) this.told.set(writer, at);
  }
}
