import { SupervisedProcess } from '@orderflow/platform';
import { type Contender } from '../contenders/contender.js';
import { type Ledger } from '../contenders/ledger.js';
import { cpuSeconds, type Memory, memoryOf } from './process-table.js';
import { type Stage } from './stage.js';
import { until } from './until.js';

/** A contender's processes on a stage. They end with this process, however it ends. */
export class RunningSystem {
  private readonly processes: readonly SupervisedProcess[];
  private death?: string;
  readonly ledger: Ledger;
  /** From the first process's start until all serve, in seconds. */
  startSeconds = 0;

  constructor(
    private readonly contender: Contender,
    private readonly stage: Stage,
  ) {
    this.processes = stage.parts.map((part) => new SupervisedProcess(contender.spec(part, stage)));
    this.ledger = contender.ledgerOf(stage);
    for (const child of this.processes) {
      child.on(
        'died',
        ({ cause }) => (this.death ??= `${child.spec.title} ended: ${cause}; see ${child.spec.logFile}`),
      );
    }
  }

  /** Resolves when every part answers and, unless told otherwise, its consumer has its partitions. */
  async start({ join = true } = {}): Promise<void> {
    const began = performance.now();
    for (const child of this.processes) child.start();
    await this.until(() => this.isServing(), 'it serves');
    const groups = this.stage.parts.map((part) => this.contender.groupOf(part, this.stage));
    if (join) await this.until(() => this.stage.broker.haveJoined(groups), 'its consumers have joined');
    this.startSeconds = (performance.now() - began) / 1000;
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

  /** Processor time so far, with Kafka's and PostgreSQL's. */
  cpuSeconds(): number | undefined {
    return cpuSeconds([...this.pids, ...this.stage.bench.platformPids]);
  }

  memory(): Memory | undefined {
    return memoryOf(this.pids);
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((child) => child.stop()));
    await this.ledger.close();
  }

  private get pids(): number[] {
    return this.processes.flatMap(({ pid }) => pid ?? []);
  }

  private async isServing(): Promise<boolean> {
    const urls = this.stage.parts.map((part) => this.stage.url(part) + this.contender.readyPath);
    const answers = await Promise.all(urls.map((url) => fetch(url).catch(() => undefined)));
    return answers.every((answer) => answer?.ok);
  }
}

/** Runs a contender on a stage for as long as `use` takes. */
export async function withSystem<Result>(
  contender: Contender,
  stage: Stage,
  use: (system: RunningSystem) => Promise<Result>,
  options?: { readonly join: boolean },
): Promise<Result> {
  const system = new RunningSystem(contender, stage);
  try {
    await system.start(options);
    return await use(system);
  } finally {
    await system.stop();
  }
}
