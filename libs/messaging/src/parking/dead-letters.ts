import { Inject, Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import { settle } from '../inbox/inbox.js';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { readMessage } from '../unit-of-work/incoming.js';
import { actionsOf, record, type Action, type Actor } from './dead-letter-audit.js';
import { groupLetters, type DeadLetterGroup } from './dead-letter-groups.js';
import { messageOf } from './parked-event.js';
import {
  findLetter,
  IS_HEAD,
  isLetter,
  listLetters,
  matches,
  parkedLetter,
  type DeadLetter,
  type DeadLetterDetails,
  type DeadLetterFilter,
  type DeadLetterTraits,
} from './read-dead-letters.js';
import { resolve } from './resolved-event.js';

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
  list(filter: DeadLetterFilter, before: number | undefined, limit: number): Promise<DeadLetter[]> {
    return listLetters(this.db, this.messaging.service, filter, { before, limit });
  }

  /** Also one that was handled or discarded, as long as that is kept: 7 days. */
  find(id: number): Promise<DeadLetterDetails | undefined> {
    return findLetter(this.db, this.messaging.service, id);
  }

  /** What is parked, by error and event type: most dead first. */
  groups(): Promise<DeadLetterGroup[]> {
    return groupLetters(this.db, this.messaging.service);
  }

  /** A dead event gets all its attempts again, the first one now. One that is tried again anyhow stays as it is. */
  redrive(id: number, actor: Actor): Promise<Outcome> {
    return this.act(id, { action: 'redrive', actor, reason: null }, (tx) => revive(tx, [id], 0));
  }

  /** Gives a dead event up: its effects will never happen, and the next one of its key is due. */
  discard(id: number, reason: string, actor: Actor): Promise<Outcome> {
    return this.act(id, { action: 'discard', actor, reason }, async (tx) => {
      const message = await resolve(tx, id, 'discarded');
      await settle(tx, [readMessage(messageOf(message), [])], 'discarded');
    });
  }

  /** Redrives the heads that are dead and match; they become due one after another, `perSecond` a second. */
  redriveAll(
    filter: DeadLetterTraits,
    { perSecond, dryRun }: { readonly perSecond: number; readonly dryRun: boolean },
    actor: Actor,
  ): Promise<RedriveCounts> {
    return this.db.transaction().execute(async (tx) => {
      // Sorted, so that two of these cannot deadlock: the second one finds that nothing is dead any more.
      const { rows } = await sql<{ id: number; head: boolean }>`
        SELECT p.id, ${IS_HEAD} AS head FROM parked_event p
        WHERE ${matches(this.messaging.service, { ...filter, state: 'dead' })}
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
    const { service } = this.messaging;
    return this.db.transaction().execute(async (tx): Promise<Outcome> => {
      await sql`SELECT FROM parked_event p WHERE ${isLetter(service, id)} FOR UPDATE`.execute(tx);
      const letter = await parkedLetter(tx, service, id); // in a later statement than the lock's, which may have waited
      if (!letter) {
        const last = (await actionsOf(tx, id)).at(-1);
        return { kind: last?.action === asked.action ? 'unchanged' : 'notFound' };
      }
      if (!letter.head) return { kind: 'notHead', headId: await headOf(tx, id) };
      if (letter.state === 'retrying')
        return asked.action === 'redrive' ? { kind: 'unchanged', letter } : { kind: 'notDead' };
      await record(tx, [id], asked);
      await change(tx);
      return { kind: 'done', letter: await parkedLetter(tx, service, id) };
    });
  }
}

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
