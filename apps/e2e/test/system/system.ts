import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pidFileOf, readPidFile, readPlatform, type Addresses } from '@orderflow/platform';
import { WORKSPACE } from '../../src/workspace/workspace.js';
import { freePortBase } from './free-ports.js';

const SERVES = 'Orderflow serves';
/** A machine that has never run it downloads Kafka first. */
const START_TIMEOUT_MS = 300_000;

/** What whoever runs the tests may have set for a system of their own. */
const NOT_SET = {
  AUTH: '',
  AUTH_SECRET: '',
  AUTH_JWKS_URL: '',
  KAFKA_NAMESPACE: '',
  OPERATOR_TOKENS: '',
  ORDERFLOW_TOKEN: '',
};

/** Nx has built it before the tests: their dependencies say so. */
const BUILT = { ORDERFLOW_BUILD: 'off' };

/** What a service answered. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** The whole system, as `npm start` starts it, on ports and data of its own. */
export class System {
  private constructor(
    private readonly main: ChildProcess,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly portBase: number,
    private readonly data: string,
    private readonly output: string[],
  ) {}

  /** `npm start` with these arguments. */
  static start(...args: string[]): Promise<System> {
    return System.startWith({}, ...args);
  }

  /** `npm start` with these settings and arguments. */
  static async startWith(settings: NodeJS.ProcessEnv, ...args: string[]): Promise<System> {
    const data = await mkdtemp(join(tmpdir(), 'orderflow e2e '));
    const portBase = await freePortBase();
    const own = { PORT_BASE: String(portBase), ORDERFLOW_DATA_DIR: data, NODE_OPTIONS: '' };
    const environment = { ...process.env, ...NOT_SET, ...BUILT, ...own, ...settings };
    const main = spawn('npm', ['start', ...args], {
      cwd: WORKSPACE,
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const system = new System(main, environment, portBase, data, []);
    await system.untilServes();
    return system;
  }

  /** Everything that `npm start` has printed. */
  get printed(): string {
    return this.output.join('');
  }

  get addresses(): Addresses {
    return readPlatform(this.data)!;
  }

  /** The port of a service, by its offset. */
  portOf(offset: number): number {
    return this.portBase + offset;
  }

  /** The process of a service, or of `kafka`; undefined while there is none. */
  pidOf(service: string): number | undefined {
    return readPidFile(pidFileOf(this.data, service))?.pid;
  }

  /** Runs another of the README's commands beside the system: `run('stop', '--', 'notification')`. Answers its output. */
  async run(...args: string[]): Promise<string> {
    const child = spawn('npm', ['run', ...args], {
      cwd: WORKSPACE,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`npm run ${args.join(' ')} ended with ${code}:\n${output.join('')}`);
    return output.join('');
  }

  /** Calls a service, named by the offset of its port: 0 is the gateway, 1 order-api, and so on. */
  async call<Body>(
    offset: number,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const contentType = body === undefined ? undefined : { 'Content-Type': 'application/json' };
    const response = await fetch(`http://localhost:${this.portOf(offset)}${path}`, {
      ...request,
      headers: { ...contentType, ...headers },
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }

  /** As Ctrl-C does: a signal to the whole group. Answers what has been printed since, to the end. */
  async stop(): Promise<string> {
    const before = this.printed.length;
    const closed = once(this.main, 'close');
    process.kill(-this.main.pid!, 'SIGINT');
    await closed;
    await rm(this.data, { recursive: true, force: true });
    return this.printed.slice(before);
  }

  private untilServes(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => {
        clearTimeout(timer);
        reject(new Error(`${why}:\n${this.printed}`));
      };
      const timer = setTimeout(() => {
        fail('npm start does not serve in time');
        void this.stop(); // the tests that come next would share the machine with it
      }, START_TIMEOUT_MS);
      this.main.once('close', (code) => fail(`npm start ended with ${code}`));
      for (const stream of [this.main.stdout!, this.main.stderr!]) {
        stream.on('data', (chunk: Buffer) => {
          this.output.push(chunk.toString());
          if (!this.printed.includes(SERVES)) return;
          clearTimeout(timer);
          resolve();
        });
      }
    });
  }
}
