import type { Bucket, Summary } from '../../api/analytics';

const MINUTE_MS = 60_000;

/** What a chart shows of a minute. */
export interface Minute {
  /** Seconds since 1970. */
  readonly at: number;
  readonly orders: number;
  readonly confirmed: number;
  readonly revenue: number;
}

export const minutesOf = (buckets: readonly Bucket[]): Minute[] =>
  buckets.map(({ start, orders, confirmed, revenue }) => ({
    at: new Date(start).getTime() / 1_000,
    orders,
    confirmed,
    revenue,
  }));

/**
 * The minutes with what the summary has gained from `before` to `after`, counted to the minute of `now`. As many minutes
 * as there were: a new one pushes the oldest out.
 */
export function advance(minutes: readonly Minute[], before: Summary, after: Summary, now: number): readonly Minute[] {
  const gained = {
    orders: after.orders - before.orders,
    confirmed: after.confirmed - before.confirmed,
    revenue: after.revenue - before.revenue,
  };
  const moved = upTo(minutes, Math.floor(now / MINUTE_MS) * 60);
  const last = moved.at(-1);
  if (!last) return minutes;
  return [
    ...moved.slice(0, -1),
    {
      at: last.at,
      orders: last.orders + gained.orders,
      confirmed: last.confirmed + gained.confirmed,
      revenue: last.revenue + gained.revenue,
    },
  ];
}

/** With empty minutes up to the one that begins at `end` (seconds). */
function upTo(minutes: readonly Minute[], end: number): readonly Minute[] {
  const last = minutes.at(-1);
  if (!last || last.at >= end) return minutes;
  const missing = Math.min(minutes.length, Math.round((end - last.at) / 60));
  const added = Array.from({ length: missing }, (_, index) => ({
    at: end - (missing - 1 - index) * 60,
    orders: 0,
    confirmed: 0,
    revenue: 0,
  }));
  return [...minutes, ...added].slice(-minutes.length);
}
