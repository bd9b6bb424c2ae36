import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { TopicBrowser } from '@orderflow/messaging/topics';
import { upstreams } from '../upstreams/upstreams.js';

/** Between the end of a look and the next one. */
const EVERY_MS = 1_900;
/** Kafka may not answer: who asks does not wait for it any longer. */
const PATIENCE_MS = 1_000;

/** What is known of Kafka and of how far the services are behind. */
export interface LagReport {
  readonly kafka: { readonly state: 'up' | 'down'; readonly reason?: string };
  /** Messages that a service has still to read, by its name; null when it has read none. Empty while Kafka is down. */
  readonly lag: ReadonlyMap<string, number | null>;
}

const NOTHING: ReadonlyMap<string, number | null> = new Map();

/** Looks at the lag every 2 s at most, and only when it is asked. */
@Injectable()
export class ConsumerLag {
  private latest: LagReport = { kafka: { state: 'down', reason: 'it has not answered yet' }, lag: NOTHING };
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking?: Promise<void>;

  constructor(private readonly topics: TopicBrowser) {}

  /** Never rejects. */
  async report(): Promise<LagReport> {
    if (!this.looking && performance.now() - this.lookedAt >= EVERY_MS) this.looking = this.look();
    if (this.looking) await Promise.race([this.looking, delay(PATIENCE_MS, undefined, { ref: false })]);
    return this.latest;
  }

  /** A service's name is its consumer group's. */
  private async look(): Promise<void> {
    try {
      const lag = await this.topics.lag(upstreams.map(({ name }) => name));
      this.latest = { kafka: { state: 'up' }, lag };
    } catch (error) {
      this.latest = { kafka: { state: 'down', reason: (error as Error).message }, lag: NOTHING };
    } finally {
      this.lookedAt = performance.now();
      this.looking = undefined;
    }
  }
}
