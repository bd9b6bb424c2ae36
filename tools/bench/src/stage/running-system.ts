import { SupervisedProcess } from '@orderflow/platform';
import { type Contender } from '../contenders/contender.js';
import { type Ledger } from '../contenders/ledger.js';
import { type Part } from '../contenders/parts.js';
import { cpuSeconds, type Memory, memoryOf } from './process-table.js';
import { type Stage } from './stage.js';
import { until } from './until.js';

interface Replica {
  readonly part: Part;
  /** From 0. */
  readonly number: number;
  readonly process: SupervisedProcess;
}

export interface StartOptions {
  /** Whether to wait until the consumers have their partitions. Default: true. */
  readonly join?: boolean;
  /** How many of each part's replicas are started. Default: all. */
  readonly replicas?: number;
}

/** A contender's processes on a stage. They end with this process, however it ends. */
export class RunningSystem {
  private readonly replicas: readonly Replica[];
  private death?: string;
  readonly ledger: Ledger;
  /** From the first process's start until all serve, in seconds. */
  startSeconds = 0;

  constructor(
    private readonly contender: Contender,
    private readonly stage: Stage,
  ) {
    const numbers = Array.from({ length: stage.scenario.replicas }, (_, number) => number);
    this.replicas = stage.parts.flatMap((part) =>
      numbers.map((number) => ({
        part,
        number,
        process: new SupervisedProcess(contender.spec(part, stage, number)),
      })),
    );
    this.ledger = contender.ledgerOf(stage);
    for (const { process: child } of this.replicas) {
      child.on(
        'died',
        ({ cause }) => (this.death ??= `${child.spec.title} ended: ${cause}; see ${child.spec.logFile}`),
      );
    }
  }

  /** Resolves when every part answers and, unless told otherwise, its consumers have their partitions. */
  async start({ join = true, replicas = this.stage.scenario.replicas }: StartOptions = {}): Promise<void> {
    const began = performance.now();
    for (const { process, number } of this.replicas) if (number < replicas) process.start();
    await this.until(() => this.isServing(), 'it serves');
    if (join) for (const part of this.stage.parts) await this.untilShared(part, replicas);
    this.startSeconds = (performance.now() - began) / 1000;
  }

  /** Resolves when so many replicas of a part share its partitions. */
  untilShared(part: Part, replicas: number): Promise<void> {
    const group = this.contender.groupOf(part, this.stage);
    const shared = async () => (await this.stage.broker.membersOf(group)) === replicas;
    return this.until(shared, `${replicas} of ${part} share its partitions`);
  }

  /** As `until`, but ends at once when a process has died. */
  until(holds: () => boolean | Promise<boolean>, what: string, forMs = 300_000): Promise<void> {
    const alive = () => {
      this.stage.bench.signal.throwIfAborted();
      if (this.death) throw new Error(this.death);
      return holds();
    };
    return until(alive, what, { forMs });
  }

  /** Stops its processes for as long as `use` takes, which must be less than their membership in a consumer group. */
  async whilePaused(use: () => Promise<void>): Promise<void> {
    for (const pid of this.pids) process.kill(pid, 'SIGSTOP');
    try {
      await use();
    } finally {
      for (const pid of this.pids) process.kill(pid, 'SIGCONT');
    }
  }

  /** A replica of a part, to start or to stop; the first one is 0. */
  replica(part: Part, number: number): SupervisedProcess {
    return this.replicas.find((replica) => replica.part === part && replica.number === number)!.process;
  }

  /** Processor time so far, with Kafka's and PostgreSQL's. */
  cpuSeconds(): number | undefined {
    return cpuSeconds([...this.pids, ...this.stage.bench.platformPids]);
  }

  /** Processor time of a part so far. */
  cpuSecondsOf(part: Part): number | undefined {
    return cpuSeconds(this.replicas.flatMap((replica) => (replica.part === part ? (replica.process.pid ?? []) : [])));
  }

  memory(): Memory | undefined {
    return memoryOf(this.pids);
  }

  async stop(): Promise<void> {
    await Promise.all(this.replicas.map(({ process }) => process.stop()));
    await this.ledger.close();
  }

  private get pids(): number[] {
    return this.replicas.flatMap(({ process: { pid } }) => pid ?? []);
  }

  private async isServing(): Promise<boolean> {
    const started = this.replicas.filter(({ process }) => process.state !== 'stopped');
    const urls = started.map(({ part, number }) => this.stage.url(part, number) + this.contender.readyPath);
    const answers = await Promise.all(urls.map((url) => fetch(url).catch(() => undefined)));
    return answers.every((answer) => answer?.ok);
  }
}

/** Runs a contender on a stage for as long as `use` takes. */
export async function withSystem<Result>(
  contender: Contender,
  stage: Stage,
  use: (system: RunningSystem) => Promise<Result>,
  options?: StartOptions,
): Promise<Result> {
  const system = new RunningSystem(contender, stage);
  try {
    await system.start(options);
    return await use(system);
  } finally {
    await system.stop();
  }
}
