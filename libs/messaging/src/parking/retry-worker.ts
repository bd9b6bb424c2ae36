import { Inject, Injectable, Logger } from '@nestjs/common';
import { ConnectionLost, InjectDatabase, isInfrastructureError } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import { settle } from '../inbox/inbox.js';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { MessagingObserver, type Retried } from '../observation/messaging-observer.js';
import { insertOutbox } from '../outbox/outbox.js';
import { RetryTrace } from '../tracing/retry-trace.js';
import { HandlerCaller } from '../unit-of-work/handler-caller.js';
import type { Handler } from '../unit-of-work/handler.js';
import { readMessage, type Incoming } from '../unit-of-work/incoming.js';
import { UnitOfWorkRunner, type Work } from '../unit-of-work/unit-of-work.js';
import { deadLetterOf } from './dead-letter.js';
import { dueHeads, lockHead, nextHead, type ParkedRow } from './lane-heads.js';
import { describeError, messageOf } from './parked-event.js';
import { reportParked } from './report-parked.js';
import { resolve } from './resolved-event.js';
import { afterFailure, type AfterFailure } from './retry-policy.js';

/** One try of one event, and its span where events are traced. */
interface Attempt {
  readonly work: Work;
  readonly row: ParkedRow;
  readonly incoming: Incoming;
  readonly trace: RetryTrace | undefined;
}

const TICK_MS = 250;
/** The lanes that a search has found are drained by their keys for so long. */
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
    private readonly observer: MessagingObserver,
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
      for (
        let heads = await dueHeads(this.db, this.messaging.service);
        heads.length > 0 && performance.now() < until;
      ) {
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

  /** What the event is not to blame for, such as a lock that another holds, is no attempt and must not stop the other lanes. */
  private async retryOrPostpone(id: number): Promise<number | undefined> {
    try {
      return await this.retry(id);
    } catch (error) {
      if (error instanceof ConnectionLost) throw error;
      this.logger.warn({
        parkedEventId: id,
        msg: `A parked event is tried again later: ${describeError(error).message}`,
      });
      await sql`
        UPDATE parked_event SET next_attempt_at = now() + ${POSTPONE_MS} * interval '1 millisecond'
        WHERE id = ${id} AND next_attempt_at <= now()`.execute(this.db);
      return undefined;
    }
  }

  /** Tries one event. Answers the next one of its lane, if it is through. */
  private retry(id: number): Promise<number | undefined> {
    return this.units.runWork(async (work) => {
      const { service, tracing } = this.messaging;
      const row = await lockHead(work.tx, id);
      if (!row) return undefined;
      const incoming = readMessage(messageOf(row), this.handlers); // anew: a newer deployment may understand it
      const trace = tracing ? new RetryTrace(service, incoming, row.attempts + 1) : undefined;
      const attempt: Attempt = { work, row, incoming, trace };
      if (incoming.dead) return this.recordFailure(attempt, incoming.dead, { state: 'dead', delayMs: 0 });
      await sql`SAVEPOINT attempt`.execute(work.tx);
      try {
        const fate = await this.handle(attempt);
        await resolve(work.tx, id, 'handled');
        await settle(work.tx, [incoming], fate);
        this.tellAfterCommit(attempt, fate);
        return await nextHead(work.tx, service, row);
      } catch (error) {
        if (isInfrastructureError(error)) throw error;
        await sql`ROLLBACK TO SAVEPOINT attempt`.execute(work.tx);
        work.outgoing.length = 0;
        work.afterCommit.length = 0;
        return this.recordFailure(attempt, error, afterFailure(error, row.attempts + 1, this.messaging.retry));
      }
    });
  }

  private async handle({ work, incoming, trace }: Attempt): Promise<'handled' | 'skipped'> {
    const unwanted = await this.caller.call(work, [incoming], trace);
    await insertOutbox(work.tx, work.outgoing.splice(0)); // inside the savepoint: what it published may be what fails
    return incoming.handlers.length === 0 || unwanted.length > 0 ? 'skipped' : 'handled';
  }

  private async recordFailure(attempt: Attempt, error: unknown, { state, delayMs }: AfterFailure): Promise<undefined> {
    const { work, row } = attempt;
    const { code, message, stack } = describeError(error);
    await sql`
      UPDATE parked_event SET attempts = attempts + 1, state = ${state},
        next_attempt_at = now() + ${delayMs} * interval '1 millisecond',
        error_code = ${code}, error_message = ${message}, error_stack = ${stack}
      WHERE id = ${row.id}`.execute(work.tx);
    if (state === 'dead') work.outgoing.push(deadLetterOf(this.messaging.service, messageOf(row), error));
    this.tellAfterCommit(attempt, state === 'dead' ? 'dead' : 'failed', error);
  }

  private tellAfterCommit(
    { work, row: { topic }, incoming, trace }: Attempt,
    outcome: Retried['outcome'],
    error?: unknown,
  ): void {
    work.afterCommit.push(() => {
      this.observer.retried?.({ topic, outcome });
      trace?.settled(outcome, error);
      if (outcome === 'dead') reportParked([{ incoming, state: 'dead', delayMs: 0, error }]);
    });
  }
}
