import { shortfallOf } from '../settlement/shortfall.js';
import { type TrackedOrder } from '../settlement/tracked-order.js';
import { percentile } from './percentile.js';

/** In milliseconds; undefined when nothing was measured. */
export interface Latency {
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
}

/** What became of a run. An order that an earlier run had placed counts as sent and as replayed, and as nothing else. */
export interface Outcome {
  readonly sent: number;
  readonly accepted: number;
  readonly confirmed: number;
  /** By the reason that the order names. */
  readonly rejected: Readonly<Record<string, number>>;
  readonly cancelled: number;
  /** Answers that say Idempotency-Replayed. */
  readonly replayed: number;
  readonly malformedRefused: number;
  readonly notSettled: number;
  /** From when an order was due until its acceptance was known here, and until it was settled. */
  readonly toAccepted: Latency;
  readonly toSettled: Latency;
  /** In cents by currency: of the orders that were confirmed and not cancelled. */
  readonly revenue: Readonly<Record<string, number>>;
  /** What did not come to the end that its kind asks for: a line each. */
  readonly shortfalls: readonly string[];
}

export function outcomeOf(orders: readonly TrackedOrder[]): Outcome {
  const placed = orders.filter(({ placedHere }) => placedHere);
  const ended = placed.filter((order) => order.ended);
  const endedAs = (status: string) => ended.filter(({ view }) => view!.status === status);
  return {
    sent: orders.length,
    accepted: placed.length,
    confirmed: endedAs('CONFIRMED').length,
    rejected: countBy(endedAs('REJECTED'), ({ view }) => view!.reason ?? 'without a reason'),
    cancelled: endedAs('CANCELLED').length,
    replayed: orders.reduce((sum, { replays }) => sum + replays, 0),
    malformedRefused: orders.filter(({ kind, refusal }) => kind === 'malformed' && refusal?.status === 400).length,
    notSettled: placed.length - ended.length,
    toAccepted: latencyOf(placed.map(({ acceptedMs }) => acceptedMs)),
    toSettled: latencyOf(placed.map(({ settledMs }) => settledMs)),
    revenue: revenueOf(orders),
    shortfalls: orders.flatMap((order) => {
      const shortfall = shortfallOf(order);
      return shortfall === undefined ? [] : [`${order.kind} ${order.view?.id ?? order.key}: ${shortfall}`];
    }),
  };
}

/** In cents by currency: of the orders that this run has placed and that are confirmed. */
export function revenueOf(orders: readonly TrackedOrder[]): Record<string, number> {
  const revenue: Record<string, number> = {};
  for (const { view, placedHere } of orders) {
    if (!placedHere || view?.status !== 'CONFIRMED') continue;
    const { total = 0, currency = '' } = view;
    revenue[currency] = (revenue[currency] ?? 0) + Math.round(total * 100);
  }
  return revenue;
}

function latencyOf(values: readonly (number | undefined)[]): Latency {
  const sorted = values.filter((value) => value !== undefined).toSorted((a, b) => a - b);
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99) };
}

function countBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1;
  return counts;
}
