import type { Logger } from '@nestjs/common';
import { Watchdog } from './watchdog.js';

/** A member beats every 3 s at most, so by then something is wrong. */
const SILENCE_MS = 10_000;
/** kafkajs asks for more, beats or tries to connect far more often; to join a group takes 35 s at most. */
const LIFE_LIMIT_MS = 120_000;

type Phase = 'connecting' | 'joining' | 'joined' | 'crashed' | 'closed';

/** `silent`: the consumer has joined, but Kafka does not answer at the moment. */
export type ConsumerState = Phase | 'silent';

/** What is known of this process's consumer: whether it has partitions, and whether it hears of them. */
export class ConsumerStanding {
  /** `closed` is for good. */
  phase: Phase = 'connecting';
  private trouble?: string;
  private lastAnswer = 0;
  private readonly life: Watchdog;

  /** `onLifeless` is called when the consumer has done nothing for two minutes. */
  constructor(
    private readonly logger: Logger,
    onLifeless: () => void,
  ) {
    this.life = new Watchdog(onLifeless, LIFE_LIMIT_MS);
  }

  get state(): ConsumerState {
    const silent = this.trouble !== undefined || performance.now() - this.lastAnswer > SILENCE_MS;
    return this.phase === 'joined' && silent ? 'silent' : this.phase;
  }

  /** Why this process has no partitions, or hears nothing of them. */
  get reason(): string | undefined {
    return this.trouble;
  }

  enter(phase: Phase): void {
    if (this.phase !== 'closed') this.phase = phase;
  }

  showsLife(): void {
    this.life.started('the consumer');
  }

  /** Kafka has answered. */
  answered(): void {
    if (this.trouble !== undefined && this.phase === 'joined') this.logger.log('Kafka answers again');
    this.trouble = undefined;
    this.lastAnswer = performance.now();
    this.showsLife();
  }

  failed(error: Error): void {
    if (this.phase === 'closed') return;
    if (error.message !== this.trouble) this.logger.warn(`Kafka: ${error.message}`);
    this.trouble = error.message;
  }

  stop(): void {
    this.life.stop();
  }
}
