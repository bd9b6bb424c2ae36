import { Inject, Injectable, Logger } from '@nestjs/common';
import { ConnectionLost, InjectDatabase, isInfrastructureError } from '@orderflow/database';
import { sql, type Kysely, type Transaction } from 'kysely';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { insertOutbox } from '../outbox/outbox.js';
import { HandlerCaller } from '../unit-of-work/handler-caller.js';
import type { Handler } from '../unit-of-work/handler.js';
import { readMessage } from '../unit-of-work/incoming.js';
import { UnitOfWorkRunner, type Work } from '../unit-of-work/unit-of-work.js';
import { deadLetterOf } from './dead-letter.js';
import { describeError, messageOf, type ParkedMessage } from './parked-event.js';
import { afterFailure } from './retry-policy.js';

type ParkedRow = ParkedMessage & { readonly id: number; readonly lane: Buffer | null; readonly attempts: number };

const TICK_MS = 250;
/** One search reads the heads of so many lanes; they are then drained by their keys for so long. */
const HEADS = 50;
const DRAIN_MS = 1_000;
const POSTPONE_MS = 2_000;

/**
 * Tries parked events again, a transaction each: always the first of its lane, so that order per key holds. Safe with
 * several replicas: they skip what another is trying.
 */
@Injectable()
export class RetryWorker {
  private readonly logger = new Logger(RetryWorker.name);
  private handlers: readonly Handler[] = [];
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    @InjectDatabase() private readonly db: Kysely<unknown>,
    private readonly units: UnitOfWorkRunner,
    private readonly caller: HandlerCaller,
    @Inject(MESSAGING) private readonly messaging: Messaging,
  ) {}

  start(handlers: readonly Handler[]): void {
    this.handlers = handlers;
    this.schedule();
  }

  /** Resolves when the event under way, if any, is committed. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.running = this.retryDue().finally(() => {
        if (!this.stopping) this.schedule();
      });
    }, TICK_MS);
  }

  /** One event of each lane in turn, so that a long lane keeps no other waiting. */
  private async retryDue(): Promise<void> {
    const until = performance.now() + DRAIN_MS;
    try {
      for (let heads = await this.dueHeads(); heads.length > 0 && performance.now() < until;) {
        const next: number[] = [];
        for (const id of heads) {
          if (this.stopping) return;
          const following = await this.retryOrPostpone(id);
          if (following !== undefined) next.push(following);
        }
        heads = next;
      }
    } catch (error) {
      this.logger.warn(`Retries wait: ${describeError(error).message}`);
    }
  }

  private async dueHeads(): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`
      SELECT id FROM parked_event p
      WHERE consumer_group = ${this.messaging.service} AND state = 'retrying' AND next_attempt_at <= now()
        AND ${isHead}
      ORDER BY next_attempt_at LIMIT ${HEADS}`.execute(this.db);
    return rows.map(({ id }) => id);
  }

  /** What the event is not to blame for, such as a lock that another holds, is no attempt and must not stop the other lanes. */
  private async retryOrPostpone(id: number): Promise<number | undefined> {
    try {
      return await this.retry(id);
    } catch (error) {
      if (error instanceof ConnectionLost) throw error;
      this.logger.warn(`Parked event ${id} is tried again later: ${describeError(error).message}`);
      await sql`UPDATE parked_event SET next_attempt_at = now() + ${POSTPONE_MS} * interval '1 millisecond' WHERE id = ${id}`.execute(
        this.db,
      );
      return undefined;
    }
  }

  /** Tries one event. Answers the next one of its lane, if it is through. */
  private retry(id: number): Promise<number | undefined> {
    return this.units.runWork(async (work) => {
      const row = await this.lockHead(work.tx, id);
      if (!row) return undefined;
      await sql`SAVEPOINT attempt`.execute(work.tx);
      try {
        await this.handle(work, row);
        return await this.leaveLane(work.tx, row);
      } catch (error) {
        if (isInfrastructureError(error)) throw error;
        await sql`ROLLBACK TO SAVEPOINT attempt`.execute(work.tx);
        work.outgoing.length = 0;
        work.afterCommit.length = 0;
        await this.recordFailure(work, row, error);
        return undefined;
      }
    });
  }

  /** Looks again, whether it is due too: another replica may have tried it since the search. */
  private async lockHead(tx: Transaction<unknown>, id: number): Promise<ParkedRow | undefined> {
    const { rows } = await sql<ParkedRow>`
      SELECT id, topic, partition, "offset", key, value, headers, "timestamp", lane, attempts FROM parked_event p
      WHERE id = ${id} AND state = 'retrying' AND next_attempt_at <= now() AND ${isHead}
      FOR UPDATE SKIP LOCKED`.execute(tx);
    return rows[0];
  }

  /** Reads the message anew: a newer deployment may understand it. */
  private async handle(work: Work, row: ParkedRow): Promise<void> {
    const incoming = readMessage(messageOf(row), this.handlers);
    if (incoming.dead) throw incoming.dead;
    await this.caller.call(work, [incoming]);
    await insertOutbox(work.tx, work.outgoing.splice(0)); // inside the savepoint: what it published may be what fails
  }

  private async leaveLane(tx: Transaction<unknown>, { id, topic, lane }: ParkedRow): Promise<number | undefined> {
    await sql`DELETE FROM parked_event WHERE id = ${id}`.execute(tx);
    if (lane === null) return undefined;
    const { rows } = await sql<{ id: number }>`
      SELECT id FROM parked_event
      WHERE consumer_group = ${this.messaging.service} AND topic = ${topic} AND lane = ${lane}
      ORDER BY "offset" LIMIT 1`.execute(tx);
    return rows[0]?.id;
  }

  private async recordFailure({ tx, outgoing }: Work, row: ParkedRow, error: unknown): Promise<void> {
    const attempts = row.attempts + 1;
    const { state, delayMs } = afterFailure(error, attempts, this.messaging.retry);
    const { code, message, stack } = describeError(error);
    await sql`
      UPDATE parked_event SET attempts = ${attempts}, state = ${state},
        next_attempt_at = now() + ${delayMs} * interval '1 millisecond',
        error_code = ${code}, error_message = ${message}, error_stack = ${stack}
      WHERE id = ${row.id}`.execute(tx);
    if (state === 'dead') outgoing.push(deadLetterOf(this.messaging.service, messageOf(row), error));
  }
}

/** No earlier event of its lane is parked. Not MIN() over unlocked rows: that would hand out the second while the first runs. */
const isHead = sql`NOT EXISTS (
  SELECT FROM parked_event earlier
  WHERE earlier.consumer_group = p.consumer_group AND earlier.topic = p.topic AND earlier.lane = p.lane
    AND earlier."offset" < p."offset")`;
