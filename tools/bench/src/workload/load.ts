import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface LoadRequest {
  /** Where the orders are posted to. */
  readonly url: string;
  readonly connections: number;
  /** The first order, and how many. */
  readonly from: number;
  readonly count: number;
  readonly hot: boolean;
}

export interface LoadReport {
  /** Answered 201. */
  readonly accepted: number;
  /** Answered anything else, or not at all. */
  readonly failed: number;
  readonly seconds: number;
  /** Of the accepted ones, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Posts orders from a process of its own, so that what it costs is no contender's. */
export class Load {
  private readonly child: ChildProcess = fork(join(import.meta.dirname, 'load-program.js'), { execArgv: [] });
  private readonly ended: Promise<never> = once(this.child, 'exit').then(() => {
    throw new Error('the load generator ended');
  });

  constructor() {
    this.ended.catch(() => undefined); // told to those who wait for a report
  }

  /** Each connection posts its next order when the one before is answered. Resolves when all are. */
  async post(request: LoadRequest): Promise<LoadReport> {
    const answered = once(this.child, 'message') as Promise<[LoadReport]>;
    this.child.send(request);
    const [report] = await Promise.race([answered, this.ended]);
    return report;
  }

  close(): void {
    this.child.kill();
  }
}
