import { Logger } from '@nestjs/common';
import { backoffMs } from '../parking/retry-policy.js';

const BACKOFF = { initialMs: 200, maxMs: 10_000 };

interface Rest {
  readonly timer: NodeJS.Timeout;
  readonly resume: () => void;
}

interface Trouble {
  readonly offset: string;
  readonly attempts: number;
}

/**
 * Partitions that rest because their next chunk failed for a passing reason. Never by sleeping inside a batch: kafkajs
 * fetches again only when every batch of the last fetch is done, so one partition's sleep would stop them all.
 */
export class PartitionPauses {
  private readonly logger = new Logger(PartitionPauses.name);
  private readonly resting = new Map<string, Rest>();
  private readonly troubles = new Map<string, Trouble>();

  /** Whether the partition rests: a batch that was queued before the pause is still delivered. */
  has(place: string): boolean {
    return this.resting.has(place);
  }

  /** How often the chunk that begins at `offset` has failed. */
  attempts(place: string, offset: string): number {
    const trouble = this.troubles.get(place);
    return trouble?.offset === offset ? trouble.attempts : 0;
  }

  /**
   * Lets the partition rest, longer each time its chunk at `offset` fails. `pause` answers what resumes it; it is always
   * called, because kafkajs keeps a pause when a partition goes away and comes back.
   */
  rest(place: string, offset: string, reason: string, pause: () => () => void): void {
    const attempts = this.attempts(place, offset) + 1;
    this.troubles.set(place, { offset, attempts });
    const ms = Math.round(backoffMs(attempts, BACKOFF));
    this.logger.warn(`${place} rests for ${ms} ms after attempt ${attempts} at offset ${offset}: ${reason}`);
    const resume = pause();
    const timer = setTimeout(() => {
      this.resting.delete(place);
      resume();
    }, ms);
    this.resting.set(place, { timer, resume });
  }

  succeeded(place: string): void {
    this.troubles.delete(place);
  }

  /** A new assignment: what failed under the old one says nothing any more. */
  forget(): void {
    this.stop();
    for (const { resume } of this.resting.values()) resume();
    this.resting.clear();
    this.troubles.clear();
  }

  stop(): void {
    for (const { timer } of this.resting.values()) clearTimeout(timer);
  }
}
