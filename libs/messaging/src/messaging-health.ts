import { Inject, Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import type { Kysely } from 'kysely';
import { MESSAGING, type Messaging } from './messaging-options.js';
import { outboxBacklog } from './outbox/outbox.js';
import { Relay } from './outbox/relay.js';
import { KafkaTransport } from './transport/kafka-transport.js';

export interface MessagingPart {
  readonly state: 'up' | 'degraded' | 'down';
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Without Kafka a service is degraded, not down: what it accepts waits in the outbox, up to the outbox's bound. */
@Injectable()
export class MessagingHealth {
  constructor(
    @InjectDatabase() private readonly db: Kysely<unknown>,
    private readonly transport: KafkaTransport,
    private readonly relay: Relay,
    @Inject(MESSAGING) private readonly messaging: Messaging,
  ) {}

  async check(): Promise<Record<string, MessagingPart>> {
    return { consumer: this.consumer(), outbox: await this.outbox() };
  }

  private consumer(): MessagingPart {
    const { state, trouble } = this.transport;
    if (state === 'joined') return { state: 'up' };
    return { state: 'degraded', reason: trouble ?? `the consumer is ${state}` };
  }

  private async outbox(): Promise<MessagingPart> {
    const { maxOutbox } = this.messaging;
    const backlog = await outboxBacklog(this.db, maxOutbox);
    const details = { ...backlog, leading: this.relay.leading };
    if (backlog.depth >= maxOutbox)
      return { state: 'down', reason: `${maxOutbox} events or more wait for Kafka`, details };
    return this.relay.trouble ? { state: 'degraded', reason: this.relay.trouble, details } : { state: 'up', details };
  }
}
