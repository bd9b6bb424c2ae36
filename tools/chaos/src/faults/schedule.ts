import { setTimeout as delay } from 'node:timers/promises';
import { type Random } from '../random.js';
import { type ChaosSystem } from '../system/chaos-system.js';
import { type Fault } from './fault.js';

/** What became of a fault. */
export interface Injected {
  readonly name: string;
  readonly ok: boolean;
  /** What was done, or why it could not be. */
  readonly done: string;
  readonly ms: number;
}

/** Between two faults, in milliseconds: from, to. */
const REST_MS: readonly [number, number] = [500, 2_500];
/** A fault that takes longer than was thought takes about so much longer. */
const OVERTIME_S = 5;

const secondsOf = (faults: readonly Fault[]): number => faults.reduce((sum, { seconds }) => sum + seconds, 0);

/** Injects faults one at a time in an order that the seed decides, with a rest between them. */
export class FaultSchedule {
  readonly injected: Injected[] = [];
  private readonly order: readonly Fault[];
  private begunAt?: number;

  constructor(
    faults: readonly Fault[],
    private readonly random: Random,
    private readonly restMs = REST_MS,
  ) {
    const shuffled = random.shuffle(faults);
    // What lasts until the orders are through comes first: the others are to meet it.
    const lasts = (fault: Fault) => 'heal' in fault;
    this.order = [...shuffled.filter(lasts), ...shuffled.filter((fault) => !lasts(fault))];
  }

  /** The fault that is under way. */
  get current(): Fault | undefined {
    return this.begunAt === undefined ? undefined : this.order[this.injected.length];
  }

  /** About how long it goes on; 0 when it is through. */
  get secondsLeft(): number {
    const [next, ...later] = this.order.slice(this.injected.length);
    if (!next) return 0;
    const elapsed = this.begunAt === undefined ? 0 : (performance.now() - this.begunAt) / 1_000;
    const rests = (later.length * this.restMs[1]) / 1_000;
    return Math.max(OVERTIME_S, this.slowness * next.seconds - elapsed) + this.slowness * secondsOf(later) + rests;
  }

  /** How much longer than thought the faults take on this machine, by those that are through. */
  private get slowness(): number {
    const took = this.injected.reduce((sum, { ms }) => sum + ms / 1_000, 0);
    return Math.max(1, took / secondsOf(this.order.slice(0, this.injected.length)) || 1);
  }

  /** Resolves when the last one is healed, or the one under way when `signal` is aborted. */
  async run(system: ChaosSystem, signal: AbortSignal, tell: (injected: Injected) => void): Promise<void> {
    for (const fault of this.order) {
      const random = this.random.fork();
      await delay(random.whole(...this.restMs), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const outcome = await this.inject(fault, system, random);
      this.injected.push(outcome);
      tell(outcome);
    }
  }

  /** Heals what was to last until the orders are through. */
  async heal(system: ChaosSystem): Promise<void> {
    for (const fault of this.order) await fault.heal?.(system);
  }

  private async inject(fault: Fault, system: ChaosSystem, random: Random): Promise<Injected> {
    const { name } = fault;
    const began = (this.begunAt = performance.now());
    try {
      const done = await fault.inject(system, random);
      return { name, ok: true, done, ms: performance.now() - began };
    } catch (error) {
      return { name, ok: false, done: (error as Error).message, ms: performance.now() - began };
    } finally {
      this.begunAt = undefined;
    }
  }
}
