import type { Journey } from '../../api/analytics';
import type { Order } from '../../api/orders';
import { problemOf, type ApiProblem } from '../../api/problem';
import { awaitedBy } from './order-progress';
import { PollPace } from './poll-pace';
import type { OrderParts, OrderSources } from './order-sources';

/** All that is known of an order. `order` and `parts` are those of the last look that succeeded. */
export interface OrderSnapshot {
  readonly order?: Order;
  /** Undefined while analytics has seen no event of it. */
  readonly journey?: Journey;
  readonly parts?: OrderParts;
  /** Why the last look at the order failed. */
  readonly error?: ApiProblem;
  /** Why the last look at its journey failed. */
  readonly journeyError?: ApiProblem;
  /** It is looked at again by itself. */
  readonly following: boolean;
}

/** With so many looks after a change the parts are read too: what the other services do follows a little later. */
const LOOKS_AFTER_CHANGE = 2;
/** Without a change the parts are read this often. */
const PARTS_MS = 4_000;

/**
 * Looks at an order again and again until nothing more is to be expected of it (see `PollPace`), and tells each time what
 * it knows. `idle` says that nobody looks: then the services are spared.
 */
export class OrderWatch {
  private snapshot: OrderSnapshot = { following: true };
  private readonly pace = new PollPace();
  private readonly gone = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private looking = false;
  private again = false;
  private partsAt = -Infinity;
  private partsOwed = LOOKS_AFTER_CHANGE;
  private readingParts = false;

  constructor(
    private readonly sources: OrderSources,
    private readonly tell: (snapshot: OrderSnapshot) => void,
    private readonly idle: () => boolean = () => false,
  ) {}

  start(): void {
    void this.look();
  }

  /** Looks at once: something has happened to the order. Never two looks at a time. */
  poke(): void {
    this.pace.restart();
    this.partsOwed = LOOKS_AFTER_CHANGE;
    if (this.looking) this.again = true;
    else void this.look();
  }

  stop(): void {
    this.gone.abort();
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer);
    this.looking = true;
    this.again = false;
    if (this.snapshot.order === undefined || !this.idle()) await this.read();
    this.looking = false;
    if (this.gone.signal.aborted) return;
    const delay = this.again ? 0 : this.pace.next(this.isDone(), Date.now());
    this.learn({ following: delay !== undefined });
    if (delay !== undefined) this.timer = setTimeout(() => void this.look(), delay);
  }

  private async read(): Promise<void> {
    const { signal } = this.gone;
    const before = this.snapshot;
    const [order, journey] = await Promise.allSettled([this.sources.order(signal), this.sources.journey(signal)]);
    this.snapshot = {
      ...this.snapshot,
      order: order.status === 'fulfilled' ? order.value : before.order,
      error: order.status === 'rejected' ? problemOf(order.reason) : undefined,
      journey: journey.status === 'fulfilled' ? (journey.value ?? before.journey) : before.journey,
      journeyError: journey.status === 'rejected' ? problemOf(journey.reason) : undefined,
    };
    if (hasChanged(before, this.snapshot)) this.partsOwed = LOOKS_AFTER_CHANGE;
    if (!this.isMissing()) void this.readParts();
  }

  /** Beside the looks: a service that is slow to answer delays none of them. */
  private async readParts(): Promise<void> {
    const due = this.partsOwed > 0 || Date.now() - this.partsAt >= PARTS_MS;
    if (this.readingParts || !due) return;
    this.readingParts = true;
    this.partsOwed -= 1;
    this.partsAt = Date.now();
    const parts = await this.sources.parts(this.gone.signal, this.snapshot.parts);
    this.readingParts = false;
    this.learn({ parts });
  }

  private learn(news: Partial<OrderSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...news };
    if (!this.gone.signal.aborted) this.tell(this.snapshot);
  }

  /** There is no such order, or its id is none. */
  private isMissing = (): boolean => [400, 404].includes(this.snapshot.error?.status ?? 0);

  private isDone(): boolean {
    const { order, journey, parts, error } = this.snapshot;
    if (this.isMissing()) return true;
    if (error || !order || !parts) return false;
    const types = new Set(journey?.steps.map(({ type }) => type));
    const parked = parts.parkings.some(({ letter }) => letter.state === 'retrying' || letter.state === 'dead');
    const isHeld = parts.reservation.value?.state === 'RESERVED'; // inventory has still to sell it, or to give it back
    return !parked && !isHeld && awaitedBy({ status: order.status, types }).length === 0;
  }
}

const hasChanged = (before: OrderSnapshot, after: OrderSnapshot): boolean =>
  before.order?.status !== after.order?.status ||
  before.order?.statusSince !== after.order?.statusSince ||
  before.journey?.steps.length !== after.journey?.steps.length;
