import type { EventSample } from '../../live/live-events';

/** So many events travel for one batch, and there are four batches a second at most: what is seen is a sample. */
export const MOST_PER_BATCH = 4;

/** Evenly chosen from a batch's sample, in their order, without those of followed orders: these travel on their own. */
export function tokensOf(sample: readonly EventSample[], followed: readonly string[], most: number): EventSample[] {
  const others = sample.filter(({ orderId }) => !followed.includes(orderId));
  if (others.length <= most) return others;
  const step = others.length / most;
  return Array.from({ length: most }, (_, index) => others[Math.floor(index * step)]!);
}
