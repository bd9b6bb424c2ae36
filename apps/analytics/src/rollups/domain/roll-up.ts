import { OrderProcessed, OrderRefunded, type PricedLine } from '@orderflow/contracts';
import { type Counters, countsOf, noCounts, plus } from './counters.js';

/** An event and the time at which it happened. */
export interface DatedEvent {
  readonly event: object;
  readonly at: Date;
}

/** To be added to the minute's counters. */
export interface MinuteChange extends Counters {
  /** The start of the minute. */
  readonly minute: Date;
}

/** To be added to the item's counters; both are net of refunds, so that they may be negative. */
export interface ItemChange {
  readonly itemId: string;
  readonly units: number;
  readonly revenueCents: number;
}

/** Each minute and each item once, sorted: the rows of every batch are locked in the same order. */
export interface RollUp {
  readonly minutes: readonly MinuteChange[];
  readonly items: readonly ItemChange[];
}

const MINUTE = 60_000;

export function rollUp(events: readonly DatedEvent[]): RollUp {
  return { minutes: minutesOf(events), items: itemsOf(events) };
}

function minutesOf(events: readonly DatedEvent[]): MinuteChange[] {
  const minutes = new Map<number, Counters>();
  for (const { event, at } of events) {
    const counts = countsOf(event);
    if (Object.keys(counts).length === 0) continue;
    const minute = Math.floor(at.getTime() / MINUTE) * MINUTE;
    minutes.set(minute, plus(minutes.get(minute) ?? noCounts, counts));
  }
  return [...minutes].sort(([a], [b]) => a - b).map(([minute, counts]) => ({ minute: new Date(minute), ...counts }));
}

function itemsOf(events: readonly DatedEvent[]): ItemChange[] {
  const items = new Map<string, ItemChange>();
  const add = (sign: 1 | -1, { itemId, quantity, unitPrice }: PricedLine) => {
    const { units, revenueCents } = items.get(itemId) ?? { units: 0, revenueCents: 0 };
    const change = { units: units + sign * quantity, revenueCents: revenueCents + sign * quantity * unitPrice };
    items.set(itemId, { itemId, ...change });
  };
  for (const { event } of events) {
    if (event instanceof OrderProcessed) for (const line of event.items) add(1, line);
    if (event instanceof OrderRefunded) for (const line of event.items) add(-1, line);
  }
  return [...items.values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
}
