import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { JsonHeaders } from '../envelope/headers.js';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { MessagingObserver } from '../observation/messaging-observer.js';
import { secondsSince } from '../observation/seconds-since.js';
import { MissingTopics } from './missing-topics.js';
import { Nudge } from './nudge.js';
import { MessageRefused, Publisher, TopicsMissing } from './publisher.js';
import { OUTBOX_CHANNEL, RelaySession } from './relay-session.js';
import { sendBatchOf, sizesOf, type OutboxRow } from './send-batch.js';

const READ_ROWS = 1_000;
const POLL_MS = 1_000;
const RETRY_MS = 500;
const NOTIFY_MS = 5;
const FLUSH_MS = 5_000;

/**
 * Publishes the outbox to Kafka, in the order of its ids per key, at least once. One relay per database leads at a time;
 * every process of the service has one that stands by.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Relay.name);
  private readonly woken = new Nudge();
  private running: Promise<void> = Promise.resolve();
  private session?: RelaySession;
  private stopping = false;
  private notifying?: NodeJS.Timeout;
  private readonly rejected = new Set<string>();
  private readonly missing: MissingTopics;
  private waitingFor?: string;

  /** Whether this process is the one that publishes. */
  leading = false;

  constructor(
    @InjectDatabase() private readonly db: Kysely<unknown>,
    private readonly publisher: Publisher,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    private readonly observer: MessagingObserver,
  ) {
    this.missing = new MissingTopics(messaging.namespace);
  }

  /** Why nothing can be published at the moment, or else what cannot. */
  get trouble(): string | undefined {
    return this.waitingFor ?? this.missing.trouble;
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Publishes what is left, for at most 5 s: consumers have stopped by now. What is left then, the next start sends. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.woken.now();
    let patience: NodeJS.Timeout | undefined;
    await Promise.race([this.running, new Promise((resolve) => (patience = setTimeout(resolve, FLUSH_MS)))]);
    clearTimeout(patience);
    clearTimeout(this.notifying);
    await this.session?.close();
    this.publisher.disconnect();
  }

  /** Something was committed to the outbox. Another process's relay hears of it by NOTIFY, at most once per 5 ms. */
  nudge(): void {
    if (this.leading) return this.woken.now();
    this.notifying ??= setTimeout(() => {
      this.notifying = undefined;
      sql`SELECT pg_notify(${OUTBOX_CHANNEL}, '')`.execute(this.db).catch(() => undefined); // the poll finds it
    }, NOTIFY_MS);
  }

  private async run(): Promise<void> {
    do {
      try {
        this.session = await RelaySession.open(this.messaging.databaseUrl, () => this.woken.now());
        await this.lead(this.session);
      } catch (error) {
        this.report(error);
        if (!this.stopping) await this.woken.wait(RETRY_MS);
      } finally {
        this.leading = false;
        this.missing.clear();
        await this.session?.close();
      }
    } while (!this.stopping);
  }

  private async lead(session: RelaySession): Promise<void> {
    while (!(await session.tryLead())) {
      this.waitingFor = undefined;
      if (this.stopping) return;
      await this.woken.wait(POLL_MS);
    }
    this.leading = true;
    await this.readRejected(session);
    for (;;) {
      const { held } = this.missing;
      const rows = await session.read(READ_ROWS, held);
      if (rows.length > 0 && !(await this.publish(session, rows))) continue; // some are left
      this.waitingFor = undefined;
      if (rows.length === 0 && held.length === 0) this.missing.clear(); // nothing waits for them any more
      if (rows.length === 0 && this.stopping) return;
      if (rows.length < READ_ROWS && !this.stopping) await this.woken.wait(POLL_MS); // what came meanwhile has nudged
    }
  }

  private async readRejected(session: RelaySession): Promise<void> {
    this.rejected.clear();
    for (const key of await session.rejectedKeys()) this.rejected.add(laneOf(key));
  }

  /** Answers whether all of them are sent. */
  private async publish(session: RelaySession, rows: readonly OutboxRow[]): Promise<boolean> {
    const isBlocked = (row: OutboxRow) => this.rejected.has(laneOf(row));
    if (rows.some(isBlocked)) await this.readRejected(session); // an operator may have cleared what was rejected
    const blocked = rows.filter(isBlocked);
    if (blocked.length > 0) {
      await session.reject(blocked, 'follows a rejected message of the same key');
      return false;
    }
    try {
      const batch = sendBatchOf(rows);
      await this.send(session, batch);
      this.waitingFor = undefined;
      return batch.length === rows.length;
    } catch (error) {
      if (error instanceof TopicsMissing) this.hold(error);
      else if (this.stopping) throw error;
      else {
        this.report(error);
        await this.woken.wait(RETRY_MS);
      }
      return false;
    }
  }

  private async send(session: RelaySession, rows: readonly OutboxRow[]): Promise<void> {
    const began = performance.now();
    try {
      await this.publisher.send(rows);
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      if (rows.length === 1) return this.reject(session, rows[0]!, error);
      const middle = rows.length >> 1;
      await this.send(session, rows.slice(0, middle));
      // The first half may have rejected a message whose key goes on in the second.
      return this.send(
        session,
        rows.slice(middle).filter((row) => !this.rejected.has(laneOf(row))),
      );
    }
    if (rows.length > 0) session.deleteSoon(rows);
    for (const [topic, { messages, bytes }] of sizesOf(rows)) {
      this.observer.relayed?.({ topic, messages, bytes, seconds: secondsSince(began) });
      this.missing.delete(topic);
    }
  }

  private hold({ topics }: TopicsMissing): void {
    const before = this.missing.trouble;
    this.missing.add(topics);
    if (this.missing.trouble !== before) this.logger.warn(this.missing.trouble);
  }

  private async reject(session: RelaySession, row: OutboxRow, error: MessageRefused): Promise<void> {
    await session.reject([row], error.message);
    if (row.key !== null) this.rejected.add(laneOf(row));
    const { ce_id: eventId } = JSON.parse(row.headers) as JsonHeaders;
    const msg = `Kafka refuses message ${row.id} for ${row.topic}, now in outbox_rejected: ${error.message}`;
    this.logger.error({ eventId, msg });
  }

  private report(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== this.waitingFor) this.logger.warn(`The outbox waits: ${reason}`);
    this.waitingFor = reason;
  }
}

const laneOf = ({ topic, key }: Pick<OutboxRow, 'topic' | 'key'>): string => `${topic}\n${key?.toString('hex')}`;
