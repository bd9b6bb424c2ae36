import type { Summary } from '../../api/analytics';

export interface FunnelStage {
  readonly name: string;
  readonly count: number;
  /** The summary proves so many; there may be more that are under way or were cancelled. */
  readonly atLeast: boolean;
}

export interface FunnelExit {
  readonly name: string;
  readonly count: number;
  readonly tone: 'bad' | 'neutral' | 'info';
}

export interface Funnel {
  readonly stages: readonly FunnelStage[];
  readonly exits: readonly FunnelExit[];
}

/**
 * From created to confirmed, and where the rest is, as far as the summary tells. Every declined order was reserved, and
 * every confirmed one processed; how many more were, it does not say. Nor whether a cancelled order was confirmed before:
 * once there are cancelled ones, "under way" and "cancelled before" are one figure.
 */
export function funnelOf({ orders, confirmed, rejected, rejectedByReason, cancelled }: Summary): Funnel {
  const reserved = confirmed + rejectedByReason.DECLINED;
  const open = Math.max(0, orders - confirmed - rejected);
  return {
    stages: [
      { name: 'Created', count: orders, atLeast: false },
      { name: 'Reserved', count: reserved, atLeast: open > 0 },
      { name: 'Processed', count: confirmed, atLeast: open > 0 },
      { name: 'Confirmed', count: confirmed, atLeast: false },
    ],
    exits: [
      { name: 'Out of stock', count: rejectedByReason.INSUFFICIENT_STOCK, tone: 'bad' },
      { name: 'Declined', count: rejectedByReason.DECLINED, tone: 'bad' },
      { name: 'Out of time', count: rejectedByReason.TIMED_OUT, tone: 'bad' },
      { name: 'Cancelled, before or after', count: cancelled, tone: 'neutral' },
      { name: cancelled > 0 ? 'Under way, or cancelled before' : 'Under way', count: open, tone: 'info' },
    ],
  };
}
