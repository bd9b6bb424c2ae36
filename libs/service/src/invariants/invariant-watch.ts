import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import type { Kysely } from 'kysely';
import { showInvariants } from '../metrics/invariant-metrics.js';
import { Metrics } from '../metrics/metrics.js';
import { InvariantPace } from './invariant-pace.js';
import type { Figures, Invariant } from './invariant.js';
import { SnapshotRounds, type Look } from './snapshot-rounds.js';
import { afterCheck, overall, unchecked, type Outcome, type Standing, type StandingState } from './standing.js';

export const INVARIANTS = Symbol('INVARIANTS');
export const FIGURES = Symbol('FIGURES');

/** How all invariants of this service stand. */
export interface Standings {
  readonly state: StandingState;
  readonly since: Date;
  readonly invariants: readonly Standing[];
  readonly figures: Readonly<Record<string, number>>;
  /** When the figures were read; null: not yet. */
  readonly figuresAt: Date | null;
}

/**
 * Checks the service's invariants for ever, in a hundredth of the time. Several replicas check each for itself. A check
 * that fails makes its invariant unknown, not violated.
 */
@Injectable()
export class InvariantWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(InvariantWatch.name);
  private readonly rounds: SnapshotRounds;
  private readonly standings = new Map<string, Standing>();
  private whole: Pick<Standings, 'state' | 'since'> = { state: 'holds', since: new Date() };
  private figures: Pick<Standings, 'figures' | 'figuresAt'> = { figures: {}, figuresAt: null };

  constructor(
    @InjectDatabase() db: Kysely<unknown>,
    @Inject(INVARIANTS) invariants: readonly Invariant[],
    @Inject(FIGURES) figures: Figures | null,
    pace: InvariantPace,
    metrics: Metrics,
  ) {
    const checks = invariants.map((invariant) => this.checkOf(invariant));
    this.rounds = new SnapshotRounds(db, [...checks, ...(figures ? [this.readOf(figures)] : [])], pace);
    showInvariants(metrics, () => this.current.invariants);
  }

  get current(): Standings {
    return { ...this.whole, invariants: [...this.standings.values()], ...this.figures };
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  private checkOf(invariant: Invariant): Look {
    const { name } = invariant;
    this.put(unchecked(invariant, new Date()));
    const ended = (outcome: Outcome, tookMs: number) => {
      const before = this.standings.get(name)!;
      const after = afterCheck(before, outcome, new Date(), tookMs);
      this.put(after);
      if (after.state !== before.state) this.report(after);
    };
    return {
      see: async (snapshot) => {
        const finding = await invariant.check(snapshot);
        return (tookMs) => ended(finding, tookMs);
      },
      fail: ({ message }, tookMs) => ended({ reason: message }, tookMs),
    };
  }

  private readOf(source: Figures): Look {
    return {
      see: async (snapshot) => {
        const figures = await source.read(snapshot);
        return () => (this.figures = { figures, figuresAt: new Date() });
      },
      fail: ({ message }) => this.logger.warn(`The figures are read later: ${message}`),
    };
  }

  private put(standing: Standing): void {
    this.standings.set(standing.name, standing);
    const state = overall([...this.standings.values()].map((one) => one.state));
    if (state !== this.whole.state) this.whole = { state, since: new Date() };
  }

  private report({ name, title, state, count, violations: [first], reason }: Standing): void {
    if (state === 'violated') {
      this.logger.error(`${name} is violated, by ${count}: ${title}. The first, ${first?.id}: ${first?.detail}`);
    } else if (state === 'unknown') this.logger.warn(`${name} cannot be checked: ${reason}`);
    else this.logger.debug(`${name} holds`);
  }
}
