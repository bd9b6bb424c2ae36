import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectionLost } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import { restAfter, type InvariantPace } from './invariant-pace.js';
import { readSnapshot, type Snapshot } from './snapshot.js';

/** How often a stop cancels the look that is under way, until it has ended. */
const CANCEL_EVERY_MS = 50;

/** Something to look at again and again. */
export interface Look {
  /** Answers what is to become of what it saw; called with the milliseconds that it took. */
  see(snapshot: Snapshot): Promise<(tookMs: number) => void>;
  fail(error: Error, tookMs: number): void;
}

/** When a look is due, by the process's clock in milliseconds. */
type Turn = Look & { due: number };

/** Looks at the database for ever, one look at a time, each on a snapshot of its own and at its pace. */
export class SnapshotRounds {
  private readonly stopping = new AbortController();
  private readonly turns: readonly Turn[];
  private running: Promise<void> = Promise.resolve();
  /** The database session of the look that is under way. */
  private session?: number;

  constructor(
    private readonly db: Kysely<unknown>,
    looks: readonly Look[],
    private readonly pace: InvariantPace,
  ) {
    this.turns = looks.map((look) => ({
      see: (at) => look.see(at),
      fail: (...failure) => look.fail(...failure),
      due: 0,
    }));
  }

  start(): void {
    this.running = this.run();
  }

  /** Cancels the look that is under way, however long it would take, and tells nobody of it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    let ended = false;
    const end = this.running.then(() => (ended = true));
    while (!ended) {
      await Promise.race([end, sleep(CANCEL_EVERY_MS)]);
      if (!ended) await this.cancel();
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted && this.turns.length > 0) {
      const next = this.turns.reduce((first, turn) => (turn.due < first.due ? turn : first));
      const waitMs = Math.max(0, next.due - performance.now());
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.take(next);
    }
  }

  /** Never rejects. */
  private async take(turn: Turn): Promise<void> {
    const begun = performance.now();
    const { seen, error } = await this.read(turn);
    const ended = performance.now();
    // To wait for a database that is away costs nobody anything: look again soon.
    const costMs = error instanceof ConnectionLost ? 0 : ended - begun;
    turn.due = ended + restAfter(costMs, this.turns.length, this.pace);
    if (this.stopping.signal.aborted) return;
    const tookMs = Math.round(ended - begun);
    if (error) turn.fail(error, tookMs);
    else seen?.(tookMs);
  }

  private async read(turn: Turn): Promise<{ seen?: (tookMs: number) => void; error?: Error }> {
    try {
      const { limitMs } = this.pace;
      return {
        seen: await readSnapshot(
          this.db,
          limitMs,
          (pid) => (this.session = pid),
          (at) => turn.see(at),
        ),
      };
    } catch (failure) {
      return { error: failure instanceof Error ? failure : new Error(String(failure)) };
    } finally {
      this.session = undefined;
    }
  }

  private async cancel(): Promise<void> {
    if (this.session === undefined) return;
    // Without the database the look ends by itself.
    await sql`SELECT pg_cancel_backend(${sql.lit(this.session)})`.execute(this.db).catch(() => undefined);
  }
}
