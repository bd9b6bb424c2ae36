import type { MessagingObserver, Place } from '../observation/messaging-observer.js';

/** Tells the observer where the partitions of this process stand, and which of them it has given up. */
export class PartitionStandings {
  private readonly known = new Map<string, Place>();

  constructor(private readonly observer: MessagingObserver) {}

  /** @param next the first offset that is not done @param end the one that the partition's next event will have */
  stands({ topic, partition }: Place, next: bigint, end: string): void {
    this.known.set(`${topic}[${partition}]`, { topic, partition });
    this.observer.stands?.({ topic, partition, lag: Number(BigInt(end) - next) });
  }

  /** Gives up every partition that is not `ours` any more. */
  keep(ours: (place: Place) => boolean): void {
    for (const [name, place] of this.known) {
      if (ours(place)) continue;
      this.known.delete(name);
      this.observer.left?.(place);
    }
  }
}
