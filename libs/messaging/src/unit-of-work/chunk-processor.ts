import { Inject, Injectable } from '@nestjs/common';
import { isInfrastructureError, sqlStateOf } from '@orderflow/database';
import { TryAgainLater } from '../errors.js';
import { enterInbox, expectedFate, settle } from '../inbox/inbox.js';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { MessagingObserver, type Committed } from '../observation/messaging-observer.js';
import { secondsSince } from '../observation/seconds-since.js';
import { deadLetterOf } from '../parking/dead-letter.js';
import { park, parkedCount, parkedLanes, tooManyParked, type Parking } from '../parking/parked-event.js';
import { reportParked } from '../parking/report-parked.js';
import { afterFailure } from '../parking/retry-policy.js';
import { ChunkTrace } from '../tracing/chunk-trace.js';
import { HandlerCaller } from './handler-caller.js';
import type { Incoming } from './incoming.js';
import { UnitOfWorkRunner, type Work } from './unit-of-work.js';

const DEADLOCK = '40P01';

/** How many events of a transaction have become what. */
type Fates = Omit<Committed, 'topic' | 'events' | 'seconds'>;

/**
 * Handles a chunk of one topic's events in one transaction: inbox, handlers, outbox, or else the parking lot, commit
 * together. If it fails for an event's sake, its halves are handled in order, down to the one event that fails alone:
 * k bad events among n cost about 2k·log2(n/k) further transactions.
 */
@Injectable()
export class ChunkProcessor {
  constructor(
    private readonly units: UnitOfWorkRunner,
    private readonly handlers: HandlerCaller,
    private readonly observer: MessagingObserver,
    @Inject(MESSAGING) private readonly messaging: Messaging,
  ) {}

  /**
   * Resolves when the whole chunk is committed. Throws `TryAgainLater` when nothing is wrong with the events. `begin` is
   * called before each transaction, and may throw `TryAgainLater` to have no more of them.
   */
  async process(chunk: readonly Incoming[], begin: () => void): Promise<void> {
    try {
      begin();
      await this.commit(chunk);
    } catch (error) {
      // Of a deadlock, smaller transactions are the cure: they hold fewer locks for a shorter time.
      if (isPassing(error) && !(chunk.length > 1 && sqlStateOf(error) === DEADLOCK)) throw passing(error);
      if (chunk.length === 1) return this.setAside(chunk, error);
      const middle = chunk.length >> 1;
      await this.process(chunk.slice(0, middle), begin);
      await this.process(chunk.slice(middle), begin);
    }
  }

  private async setAside(chunk: readonly Incoming[], failure: unknown): Promise<void> {
    await this.commit(chunk, failure).catch((error: unknown) => {
      throw passing(error);
    });
  }

  /** With a `failure` the one event of the chunk is parked for it instead of being handled. */
  private async commit(chunk: readonly Incoming[], failure?: unknown): Promise<void> {
    const { tracing, service } = this.messaging;
    const began = performance.now();
    const trace = tracing ? new ChunkTrace(service, chunk) : undefined;
    try {
      const fates = await this.units.runWork((work) => this.handleOrPark(work, chunk, failure, trace));
      const { topic } = chunk[0]!.message;
      trace?.committed();
      this.observer.committed?.({ topic, events: chunk.length, ...fates, seconds: secondsSince(began) });
    } catch (error) {
      trace?.failed(error);
      throw error;
    }
  }

  private async handleOrPark(
    work: Work,
    chunk: readonly Incoming[],
    failure: unknown,
    trace: ChunkTrace | undefined,
  ): Promise<Fates> {
    // In a later statement than the inbox's, which may have waited: it sees what a predecessor has parked.
    const [fresh, parked] = await Promise.all([
      enterInbox(work.tx, chunk),
      parkedLanes(work.tx, this.messaging.service, chunk),
    ]);
    const blocked = new Set(parked);
    const aside: Parking[] = [];
    const toHandle = fresh.filter((event) => {
      const parking = this.parkingOf(event, blocked, failure);
      if (parking) {
        aside.push(parking);
        if (event.lane !== null) blocked.add(event.lane);
      }
      return !parking && event.handlers.length > 0;
    });
    trace?.begin(toHandle, aside);
    await this.park(work, aside);
    const unwanted = await this.handlers.call(work, toHandle, trace);
    await settle(work.tx, unwanted, 'skipped');
    trace?.skip(unwanted);
    const handled = toHandle.length - unwanted.length;
    const dead = aside.filter(({ state }) => state === 'dead').length;
    return {
      handled,
      duplicates: chunk.length - fresh.length,
      skipped: fresh.length - handled - aside.length,
      parked: aside.length - dead,
      dead,
    };
  }

  private parkingOf(incoming: Incoming, blocked: ReadonlySet<string>, failure: unknown): Parking | undefined {
    const { dead, lane, handlers } = incoming;
    if (dead) return { incoming, state: 'dead', error: dead, delayMs: 0 };
    if (handlers.length === 0) return undefined;
    if (lane !== null && blocked.has(lane)) return { incoming, state: 'retrying', delayMs: 0 };
    if (failure !== undefined) return { incoming, error: failure, ...afterFailure(failure, 1, this.messaging.retry) };
    return undefined;
  }

  private async park({ tx, outgoing, afterCommit }: Work, parkings: readonly Parking[]): Promise<void> {
    if (parkings.length === 0) return;
    const { service, maxParked } = this.messaging;
    const { retrying, dead } = await parkedCount(tx, service, maxParked);
    if (retrying + dead >= maxParked) throw new TryAgainLater(tooManyParked(maxParked));
    await park(tx, service, parkings);
    const healthy = parkings.map(({ incoming }) => incoming).filter((incoming) => expectedFate(incoming) !== 'parked');
    await settle(tx, healthy, 'parked');
    afterCommit.push(() => reportParked(parkings));
    for (const { incoming, state, error } of parkings) {
      if (state === 'dead') outgoing.push(deadLetterOf(service, incoming.message, error));
    }
  }
}

const isPassing = (error: unknown): boolean => error instanceof TryAgainLater || isInfrastructureError(error);

function passing(error: unknown): TryAgainLater {
  if (error instanceof TryAgainLater) return error;
  return new TryAgainLater(error instanceof Error ? error.message : String(error), { cause: error });
}
