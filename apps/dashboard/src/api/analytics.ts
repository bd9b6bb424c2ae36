import { get, type Call } from './call';
import type { RejectionReason } from './orders';

/** Revenue is a decimal: charged less refunded. */
export interface Counters {
  readonly orders: number;
  /** Those that were cancelled later included. */
  readonly confirmed: number;
  readonly rejected: number;
  readonly rejectedByReason: Readonly<Record<RejectionReason, number>>;
  readonly cancelled: number;
  readonly revenue: number;
}

export interface Summary extends Counters {
  /** Of any type. */
  readonly events: number;
}

export interface Bucket extends Counters {
  readonly start: string;
}

export type BucketSize = 'minute' | 'hour' | 'day';

export interface Timeseries {
  readonly bucket: BucketSize;
  readonly from: string;
  readonly to: string;
  readonly items: readonly Bucket[];
}

export interface TopItem {
  readonly itemId: string;
  readonly units: number;
  readonly revenue: number;
}

export interface JourneyStep {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  /** When analytics wrote it down. */
  readonly ingestedAt: string;
  /** Null for the first; negative when two clocks differ. */
  readonly msSincePrevious: number | null;
  readonly source: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly correlationId: string | null;
}

export interface Journey {
  readonly orderId: string;
  readonly durationMs: number;
  readonly steps: readonly JourneyStep[];
}

export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly source: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly time: string;
  readonly ingestedAt: string;
  readonly orderId: string;
  readonly correlationId: string | null;
  readonly data: unknown;
}

export const getSummary = (): Call<Summary> => get('/analytics/summary');

export const getTimeseries = (query: {
  readonly bucket: BucketSize;
  readonly from?: string;
  readonly to?: string;
}): Call<Timeseries> => get('/analytics/timeseries', query);

export const getTopItems = (limit = 10): Call<{ readonly items: readonly TopItem[] }> =>
  get('/analytics/top-items', { limit });

/** 404 `ORDER.NOT_FOUND` until analytics has seen its first event. */
export const getJourney = (orderId: string): Call<Journey> =>
  get(`/analytics/orders/${encodeURIComponent(orderId)}/journey`);

/** The event with its payload. */
export const getEvent = (id: string, orderId: string): Call<LoggedEvent> =>
  get(`/analytics/events/${encodeURIComponent(id)}`, { orderId });
