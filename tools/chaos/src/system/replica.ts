import { join } from 'node:path';
import { isReady, serviceProcess } from '@orderflow/cli';
import { type Addresses, type Service, SupervisedProcess, pidFileOf } from '@orderflow/platform';
import { eventually } from '@orderflow/testing';
import { replicaPort } from './ports.js';
import { serviceSettings } from './settings.js';

const READY_WITHIN_MS = 60_000;

/** Names the log and the record of a service's nth replica, counted from 0. */
export const processName = ({ name }: Service, nth: number): string => (nth === 0 ? name : `${name}-${nth + 1}`);

/** One process of a service, started again by its supervisor when it dies, as `npm start` does. */
export class Replica {
  readonly port: number;
  private readonly process: SupervisedProcess;
  /** Its next death is the tool's doing. */
  private condemned = false;

  /** @param onDeath told of a death that the tool did not cause. */
  constructor(
    readonly service: Service,
    readonly nth: number,
    surroundings: { readonly addresses: Addresses; readonly directory: string; readonly portBase: number },
    onDeath: (replica: Replica, cause: string) => void,
  ) {
    const { addresses, directory, portBase } = surroundings;
    const spec = serviceProcess(service, addresses, directory, serviceSettings(portBase));
    const name = processName(service, nth);
    this.port = replicaPort(service, portBase, nth);
    this.process = new SupervisedProcess({
      ...spec,
      env: { ...spec.env, PORT: String(this.port) },
      logFile: join(directory, 'logs', `${name}.log`),
      pidFile: pidFileOf(directory, name),
    });
    this.process.on('died', ({ cause }) => {
      if (!this.condemned) onDeath(this, cause);
      this.condemned = false;
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Resolves when it is ready. */
  async start(): Promise<void> {
    this.process.start();
    await this.ready();
  }

  /** SIGTERM; resolves when it has ended in order. */
  stop(): Promise<void> {
    return this.process.stop();
  }

  /** kill -9; its supervisor starts it again. Resolves when the process is gone. */
  async kill(): Promise<void> {
    this.condemned = true;
    const gone = new Promise<void>((resolve) => this.process.once('died', () => resolve()));
    this.signal('SIGKILL');
    await gone;
  }

  /** SIGSTOP: it holds its connections and answers nothing. */
  pause(): void {
    this.signal('SIGSTOP');
  }

  resume(): void {
    this.signal('SIGCONT');
  }

  async ready(): Promise<void> {
    await eventually(() => this.pid !== undefined && isReady(this.port), READY_WITHIN_MS).catch(() => {
      throw new Error(`${this.name} is not ready after ${READY_WITHIN_MS / 1_000} s; its log: ${this.logFile}`);
    });
  }

  get name(): string {
    return `${this.service.title}${this.nth === 0 ? '' : ` (replica ${this.nth + 1})`}`;
  }

  get logFile(): string {
    return this.process.spec.logFile;
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.pid === undefined) throw new Error(`${this.name} does not run`);
    process.kill(this.pid, signal);
  }
}
