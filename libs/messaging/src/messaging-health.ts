import { Inject, Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import type { Kysely } from 'kysely';
import { MESSAGING, type Messaging } from './messaging-options.js';
import { rejectedCount } from './outbox/outbox.js';
import { OutboxBound } from './outbox/outbox-bound.js';
import { Relay } from './outbox/relay.js';
import { parkedCount, tooManyParked } from './parking/parked-event.js';
import { KafkaTransport } from './transport/kafka-transport.js';

/** A relay that waits for a silent Kafka, here or in another process, knows of no trouble yet. */
const LATE_MS = 10_000;

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
    private readonly bound: OutboxBound,
    @Inject(MESSAGING) private readonly messaging: Messaging,
  ) {}

  async check(): Promise<Record<string, MessagingPart>> {
    return { consumer: this.consumer(), outbox: await this.outbox(), parking: await this.parking() };
  }

  private consumer(): MessagingPart {
    const { state, trouble } = this.transport;
    if (state === 'joined') return { state: 'up' };
    return { state: 'degraded', reason: trouble ?? `the consumer is ${state}` };
  }

  private async outbox(): Promise<MessagingPart> {
    const [backlog, rejected] = await Promise.all([this.bound.look(), rejectedCount(this.db)]);
    const details = { ...backlog, rejected, leading: this.relay.leading };
    if (this.bound.refusal) return { state: 'down', reason: this.bound.refusal, details };
    const late = backlog.ageMs > LATE_MS ? 'the oldest event waits for long' : undefined;
    const refused = rejected > 0 ? `Kafka has refused ${rejected} messages: they are in outbox_rejected` : undefined;
    const reason = this.relay.trouble ?? late ?? refused;
    return reason ? { state: 'degraded', reason, details } : { state: 'up', details };
  }

  /** Degraded at the bound: partitions with an event to park pause, the others go on. */
  private async parking(): Promise<MessagingPart> {
    const { service, maxParked } = this.messaging;
    const { retrying, dead } = await parkedCount(this.db, service, maxParked);
    const details = { retrying, dead };
    if (retrying + dead < maxParked) return { state: 'up', details };
    return { state: 'degraded', reason: tooManyParked(maxParked), details };
  }
}
