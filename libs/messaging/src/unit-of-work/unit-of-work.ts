import { Inject, Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import type { Kysely, Transaction } from 'kysely';
import { toOutgoing, type Cause, type CauseOf, type Outgoing } from '../envelope/cloud-event.js';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { insertOutbox } from '../outbox/outbox.js';
import { Relay } from '../outbox/relay.js';
import { traceCreation } from '../tracing/create-span.js';

/** What a handler works with: all that it does through `tx`, and what it publishes, commits together or not at all. */
export interface UnitOfWork<Tables = unknown> {
  readonly tx: Transaction<Tables>;
  /**
   * Publishes one event made by `eventOf`, or several: they are written to the outbox with the transaction. Throws
   * `ContractViolation`. An arrow function, so that it can be destructured.
   */
  readonly publish: (events: object | readonly object[]) => void;
  /**
   * Calls `callback` once the transaction is committed; never when it is rolled back. For what may be missed, such as a
   * word to those who wait in this process: a crash can come in between.
   */
  readonly afterCommit: (callback: () => void) => void;
}

/** A transaction under way, the messages that will be written to the outbox with it, and what is to be called after it. */
export interface Work {
  readonly tx: Transaction<unknown>;
  readonly outgoing: Outgoing[];
  readonly afterCommit: (() => void)[];
}

/** Runs units of work: one transaction with its outbox rows, and a nudge for the relay once it is committed. */
@Injectable()
export class UnitOfWorkRunner {
  constructor(
    @InjectDatabase() private readonly db: Kysely<unknown>,
    private readonly relay: Relay,
    @Inject(MESSAGING) private readonly messaging: Messaging,
  ) {}

  /**
   * READ COMMITTED. Resolves with what `body` answered, after the COMMIT; rejects with its error, rolled back. `cause`: of
   * all that it publishes, or of what it publishes with a key. Default: each event begins a correlation of its own.
   */
  run<Tables, Result>(body: (unit: UnitOfWork<Tables>) => Promise<Result>, cause?: Cause | CauseOf): Promise<Result> {
    const causeOf = typeof cause === 'function' ? cause : () => cause;
    return this.runWork((work) => body(this.unitOf<Tables>(work, causeOf)));
  }

  /** As `run`, for the library's own use: the messages need not be events. */
  async runWork<Result>(body: (work: Work) => Promise<Result>): Promise<Result> {
    const outgoing: Outgoing[] = [];
    const afterCommit: (() => void)[] = [];
    const tx = await this.db.startTransaction().execute();
    let result: Result;
    try {
      result = await body({ tx, outgoing, afterCommit });
      await Promise.all([insertOutbox(tx, outgoing), tx.commit().execute()]); // in this order, in one round trip
    } catch (error) {
      await tx.rollback().execute();
      throw error;
    }
    if (outgoing.length > 0) this.relay.nudge();
    for (const callback of afterCommit) callback();
    return result;
  }

  unitOf<Tables>({ tx, outgoing, afterCommit }: Work, causeOf: CauseOf): UnitOfWork<Tables> {
    return {
      tx: tx as Transaction<Tables>,
      publish: (events) => {
        const list: readonly object[] = Array.isArray(events) ? events : [events];
        for (const event of list) {
          const message = toOutgoing(event, this.messaging.source, causeOf);
          outgoing.push(this.messaging.tracing ? traceCreation(message, afterCommit) : message);
        }
      },
      afterCommit: (callback) => void afterCommit.push(callback),
    };
  }
}
