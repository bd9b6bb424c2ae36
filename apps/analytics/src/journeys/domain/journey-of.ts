import {
  InventoryInsufficient,
  InventoryReleased,
  InventoryReserved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderDeclined,
  OrderProcessed,
  OrderRefunded,
  OrderRejected,
} from '@orderflow/contracts';

/** An event of an order; the key is the order, so each topic has its events in one partition, in the order of offsets. */
export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** When it happened, by its producer's clock. */
  readonly time: Date;
  /** When it was recorded, by the database's clock. */
  readonly ingestedAt: Date;
  /** What its chain of causes began with; null when its producer did not say. */
  readonly correlationId: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface Step extends LoggedEvent {
  /** Milliseconds since the step before; null for the first. Negative when two producers' clocks differ. */
  readonly msSincePrevious: number | null;
}

/** Types in the order in which one leads to another: clocks have no finer answer for events of the same millisecond. */
const STAGES = [
  [OrderCreated],
  [InventoryReserved, InventoryInsufficient],
  [OrderProcessed, OrderDeclined],
  [OrderConfirmed, OrderRejected],
  [OrderCancelled],
  [InventoryReleased, OrderRefunded],
].map((stage) => stage.map(({ type }) => type as string));

const stageOf = ({ type }: LoggedEvent): number => STAGES.findIndex((stage) => stage.includes(type));

const earlierFirst = (a: LoggedEvent, b: LoggedEvent): number =>
  a.time.getTime() - b.time.getTime() || stageOf(a) - stageOf(b) || (a.topic < b.topic ? -1 : 1);

/**
 * The events of one order in the order in which they happened. Within a topic that is the order of offsets, whatever
 * the clocks say; between topics there is nothing but the clocks.
 */
export function journeyOf(events: readonly LoggedEvent[]): Step[] {
  const topics = [...new Set(events.map(({ topic }) => topic))];
  const queues = topics.map((topic) =>
    events.filter((event) => event.topic === topic).sort((a, b) => a.offset - b.offset),
  );
  const journey: Step[] = [];
  for (let left = events.length; left > 0; left--) {
    const [next] = queues.filter(([head]) => head).sort(([a], [b]) => earlierFirst(a!, b!));
    const event = next!.shift()!;
    const previous = journey.at(-1);
    journey.push({ ...event, msSincePrevious: previous ? event.time.getTime() - previous.time.getTime() : null });
  }
  return journey;
}
