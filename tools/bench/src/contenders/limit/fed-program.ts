import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Part } from '../parts.js';
import { type Stage } from '../../stage/stage.js';

/** So many orders, from the n-th on. */
export interface Work {
  readonly from: number;
  readonly count: number;
  readonly hot: boolean;
}

interface Answer {
  readonly seconds?: number;
  readonly error?: string;
}

/** A program of this folder that does as told, in a process of its own. */
export class FedProgram {
  private readonly ended: Promise<never>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit').then(() => {
      throw new Error('the program ended without an answer');
    });
    this.ended.catch(() => undefined); // told to those who wait for an answer
  }

  /** Runs `consume` or `settle` on the databases of a stage, for as long as `use` takes. */
  static async with<Result>(name: string, stage: Stage, use: (program: FedProgram) => Promise<Result>) {
    const urls = stage.parts.map((part) => [urlName(part), stage.databaseUrl(part)] as const);
    const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...Object.fromEntries<string>(urls) };
    const program = new FedProgram(fork(join(import.meta.dirname, `${name}.js`), { env, execArgv: [] }));
    try {
      return await use(program);
    } finally {
      program.child.disconnect();
      await program.ended.catch(() => undefined);
    }
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Answers the seconds that it took. */
  async do(work: Work): Promise<number> {
    const answered = once(this.child, 'message') as Promise<[Answer]>;
    this.child.send(work);
    const [{ seconds, error }] = await Promise.race([answered, this.ended]);
    if (error !== undefined) throw new Error(error);
    return seconds!;
  }
}

const urlName = (part: Part): string => `${part.replace('-', '_').toUpperCase()}_URL`;

/** In the program itself: does what its parent asks for, and ends with it. */
export function answerParent(work: (asked: Work) => Promise<void>): void {
  process.on('message', (asked: Work) => {
    const began = performance.now();
    work(asked).then(
      () => process.send!({ seconds: (performance.now() - began) / 1000 } satisfies Answer),
      (error: Error) => process.send!({ error: error.message } satisfies Answer),
    );
  });
  process.on('disconnect', () => process.exit());
}
