import { Inject, Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { JsonHeaders } from '../envelope/headers.js';
import { settle } from '../inbox/inbox.js';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { readMessage } from '../unit-of-work/incoming.js';
import { actionsOf, record, type Action, type Actor, type DeadLetterAction } from './dead-letter-audit.js';
import { messageOf, type ParkedMessage } from './parked-event.js';

export interface DeadLetterFilter {
  readonly state?: 'retrying' | 'dead';
  readonly eventType?: string;
  readonly errorCode?: string;
  /** The partition key as text (UTF-8). */
  readonly key?: string;
}

/** A parked event as an operator sees it in a list. */
export interface DeadLetter {
  readonly id: number;
  readonly state: 'retrying' | 'dead';
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  readonly eventType: string | null;
  /** Since it was parked or redriven. */
  readonly attempts: number;
  /** Null when it is dead. */
  readonly nextAttemptAt: Date | null;
  /** Null when it only waits behind an earlier one. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly parkedAt: Date;
  /** No earlier event of its key is parked. */
  readonly head: boolean;
}

export interface DeadLetterDetails extends DeadLetter {
  readonly value: Buffer | null;
  readonly headers: JsonHeaders;
  /** When Kafka got it. */
  readonly timestamp: Date;
  readonly errorStack: string | null;
  /** Oldest first. */
  readonly actions: readonly DeadLetterAction[];
}

/** What has become of a redrive or a discard. */
export type Outcome =
  /** `unchanged`: it was so already; nothing is written. `letter`: as it is now; undefined when it is gone. */
  | { readonly kind: 'done' | 'unchanged'; readonly letter?: DeadLetter }
  | { readonly kind: 'notFound' }
  /** An earlier event of its key is parked: that one first, or they would change places. */
  | { readonly kind: 'notHead'; readonly headId: number }
  /** A discard of an event that is still tried again. */
  | { readonly kind: 'notDead' };

/** What a redrive by filter has found: `matching` = `redriven` + `waiting`. */
export interface RedriveCounts {
  /** Dead events that match. */
  readonly matching: number;
  /** The heads among them: redriven, or to be redriven if it is a dry run. */
  readonly redriven: number;
  /** Those behind an earlier event of their key. */
  readonly waiting: number;
}

/**
 * The parked events of this service for its operators. A redrive or discard acts on the head of a lane only, so that
 * order per key holds, and commits with its audit row. Safe with several replicas: each waits for whoever holds the event,
 * at most `lock_timeout`; the error is then one of the infrastructure.
 */
@Injectable()
export class DeadLetters {
  constructor(
    @InjectDatabase() private readonly db: Kysely<unknown>,
    @Inject(MESSAGING) private readonly messaging: Messaging,
  ) {}

  /** At most `limit`, newest first: those with an id below `before`, if it is given. */
  async list(filter: DeadLetterFilter, before: number | undefined, limit: number): Promise<DeadLetter[]> {
    const older = before === undefined ? sql`true` : sql`p.id < ${before}`;
    const { rows } = await sql<DeadLetter>`
      SELECT ${SUMMARY} FROM parked_event p
      WHERE ${this.matches(filter)} AND ${older} ORDER BY p.id DESC LIMIT ${limit}`.execute(this.db);
    return rows;
  }

  async find(id: number): Promise<DeadLetterDetails | undefined> {
    const { rows } = await sql<Omit<DeadLetterDetails, 'actions'>>`
      SELECT ${SUMMARY}, value, headers, to_timestamp("timestamp" / 1000.0) AS "timestamp", error_stack AS "errorStack"
      FROM parked_event p WHERE ${this.is(id)}`.execute(this.db);
    return rows[0] && { ...rows[0], actions: await actionsOf(this.db, id) };
  }

  /** A dead event gets all its attempts again, the first one now. One that is tried again anyhow stays as it is. */
  redrive(id: number, actor: Actor): Promise<Outcome> {
    return this.act(id, { action: 'redrive', actor, reason: null }, (tx) => revive(tx, [id], 0));
  }

  /** Gives a dead event up: its effects will never happen, and the next one of its key is due. */
  discard(id: number, reason: string, actor: Actor): Promise<Outcome> {
    return this.act(id, { action: 'discard', actor, reason }, async (tx) => {
      const { rows } = await sql<ParkedMessage>`
        DELETE FROM parked_event WHERE id = ${id}
        RETURNING topic, partition, "offset", key, value, headers, "timestamp"`.execute(tx);
      await settle(tx, [readMessage(messageOf(rows[0]!), [])], 'discarded');
    });
  }

  /** Redrives the heads that are dead and match; they become due one after another, `perSecond` a second. */
  redriveAll(
    filter: Omit<DeadLetterFilter, 'state'>,
    { perSecond, dryRun }: { readonly perSecond: number; readonly dryRun: boolean },
    actor: Actor,
  ): Promise<RedriveCounts> {
    return this.db.transaction().execute(async (tx) => {
      // Sorted, so that two of these cannot deadlock: the second one finds that nothing is dead any more.
      const { rows } = await sql<{ id: number; head: boolean }>`
        SELECT p.id, ${isHead} AS head FROM parked_event p WHERE ${this.matches({ ...filter, state: 'dead' })}
        ORDER BY p.id ${dryRun ? sql`` : sql`FOR UPDATE`}`.execute(tx);
      const heads = rows.filter(({ head }) => head).map(({ id }) => id);
      if (!dryRun) {
        await record(tx, heads, { action: 'redrive', actor, reason: null });
        await revive(tx, heads, 1 / perSecond);
      }
      return { matching: rows.length, redriven: heads.length, waiting: rows.length - heads.length };
    });
  }

  /** Makes a change to one dead event that is the head of its lane, with its audit row. */
  private act(id: number, asked: Action, change: (tx: Kysely<unknown>) => Promise<void>): Promise<Outcome> {
    return this.db.transaction().execute(async (tx): Promise<Outcome> => {
      await sql`SELECT FROM parked_event p WHERE ${this.is(id)} FOR UPDATE`.execute(tx);
      const letter = await this.summaryOf(tx, id); // in a later statement than the lock's, which may have waited
      if (!letter) {
        const last = (await actionsOf(tx, id)).at(-1);
        return { kind: last?.action === asked.action ? 'unchanged' : 'notFound' };
      }
      if (!letter.head) return { kind: 'notHead', headId: await headOf(tx, id) };
      if (letter.state === 'retrying')
        return asked.action === 'redrive' ? { kind: 'unchanged', letter } : { kind: 'notDead' };
      await record(tx, [id], asked);
      await change(tx);
      return { kind: 'done', letter: await this.summaryOf(tx, id) };
    });
  }

  private async summaryOf(tx: Kysely<unknown>, id: number): Promise<DeadLetter | undefined> {
    const { rows } = await sql<DeadLetter>`SELECT ${SUMMARY} FROM parked_event p WHERE ${this.is(id)}`.execute(tx);
    return rows[0];
  }

  private is(id: number): RawBuilder<unknown> {
    return sql`p.id = ${id} AND p.consumer_group = ${this.messaging.service}`;
  }

  private matches({ state, eventType, errorCode, key }: DeadLetterFilter): RawBuilder<unknown> {
    const conditions = [sql`p.consumer_group = ${this.messaging.service}`];
    if (state !== undefined) conditions.push(sql`p.state = ${state}`);
    if (eventType !== undefined) conditions.push(sql`p.event_type = ${eventType}`);
    if (errorCode !== undefined) conditions.push(sql`p.error_code = ${errorCode}`);
    if (key !== undefined) conditions.push(sql`p.key = ${Buffer.from(key)}`);
    return sql.join(conditions, sql` AND `);
  }
}

/** No earlier event of its lane is parked. */
const isHead = sql<boolean>`NOT EXISTS (
  SELECT FROM parked_event earlier
  WHERE earlier.consumer_group = p.consumer_group AND earlier.topic = p.topic AND earlier.lane = p.lane
    AND earlier."offset" < p."offset")`;

const SUMMARY = sql`
  p.id, p.state, p.topic, p.partition, p."offset", p.key, p.event_type AS "eventType", p.attempts,
  CASE WHEN p.state = 'retrying' THEN p.next_attempt_at END AS "nextAttemptAt",
  p.error_code AS "errorCode", p.error_message AS "errorMessage", p.parked_at AS "parkedAt", ${isHead} AS head`;

/** All attempts again, one event after another. */
async function revive(tx: Kysely<unknown>, ids: readonly number[], secondsApart: number): Promise<void> {
  await sql`
    UPDATE parked_event SET state = 'retrying', attempts = 0,
      next_attempt_at = now() + (n - 1) * ${secondsApart}::float8 * interval '1 second'
    FROM unnest(${ids}::bigint[]) WITH ORDINALITY revived (id, n)
    WHERE parked_event.id = revived.id`.execute(tx);
}

/** The first event of the lane of this one. */
async function headOf(tx: Kysely<unknown>, id: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    SELECT head.id FROM parked_event p JOIN parked_event head USING (consumer_group, topic, lane)
    WHERE p.id = ${id} ORDER BY head."offset" LIMIT 1`.execute(tx);
  return rows[0]!.id;
}
