import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import type { Kysely } from 'kysely';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { outboxBacklog, type Backlog } from './outbox.js';

const LOOK_MS = 500;

/** Too much waits for Kafka already. */
export class OutboxFull extends Error {
  override readonly name = 'OutboxFull';
}

/**
 * Keeps the outbox under its bound while Kafka is away: whoever lets work in asks here first. Looks at the outbox every
 * 500 ms, so that asking costs nothing; what comes in between goes past the bound.
 */
@Injectable()
export class OutboxBound implements OnModuleInit, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private stopping = false;
  private last: Backlog = { depth: 0, ageMs: 0 };

  constructor(
    @InjectDatabase() private readonly db: Kysely<unknown>,
    @Inject(MESSAGING) private readonly messaging: Messaging,
  ) {}

  /** Throws `OutboxFull` when the outbox has reached its bound. */
  refuseWhenFull(): void {
    if (this.refusal) throw new OutboxFull(this.refusal);
  }

  /** Why nothing more is let in; undefined while there is room. */
  get refusal(): string | undefined {
    const { maxOutbox } = this.messaging;
    return this.last.depth < maxOutbox ? undefined : `${maxOutbox} events or more wait for Kafka`;
  }

  /** What waits now, counted up to the bound. Rejects when the database does not answer. */
  async look(): Promise<Backlog> {
    return (this.last = await outboxBacklog(this.db, this.messaging.maxOutbox));
  }

  async onModuleInit(): Promise<void> {
    await this.lookOn();
  }

  onModuleDestroy(): void {
    this.stopping = true;
    clearTimeout(this.timer);
  }

  /** A database that does not answer refuses by itself what would be written to it. */
  private async lookOn(): Promise<void> {
    await this.look().catch(() => undefined);
    if (!this.stopping) this.timer = setTimeout(() => void this.lookOn(), LOOK_MS).unref();
  }
}
