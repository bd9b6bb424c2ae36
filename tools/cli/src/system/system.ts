import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ActionableError,
  type Addresses,
  type Observer,
  type Service,
  SupervisedProcess,
  portOf,
  services,
} from '@orderflow/platform';
import { seconds } from '../terminal/format.js';
import { isReady } from './health.js';
import { lastWords } from './log-line.js';
import { rotateLog, serviceProcess } from './service-process.js';
import { type ServiceStatus } from './status.js';
import { surfaceWarnings } from './surface-warnings.js';

const PATIENCE_MS = 60_000;

interface Member {
  readonly process: SupervisedProcess;
  /** Since its last start by hand; an end before that is told as the failure of that start. */
  wasReady: boolean;
  /** Ends the watch over its log. */
  watch?: AbortController;
}

/** The services of this checkout as child processes, each kept running until it is told to stop. */
export class System {
  private readonly members = new Map<string, Member>();

  constructor(
    addresses: Addresses,
    dataDirectory: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly observer: Observer,
  ) {
    for (const service of services) {
      const child = new SupervisedProcess(serviceProcess(service, addresses, dataDirectory, env));
      const member: Member = { process: child, wasReady: false };
      child.on('died', ({ cause, restartInMs }) => {
        if (!member.wasReady) return;
        observer.note(`${service.title} died (${cause}): it is started again in ${seconds(restartInMs)}`);
      });
      child.on('restarted', () => observer.note(`${service.title} was started again`));
      this.members.set(service.name, member);
    }
  }

  /**
   * Starts a service and returns when it is ready; one that runs already is left as it is.
   * @throws ActionableError when it ends instead, or is not ready in time; it is stopped then.
   */
  async start(service: Service): Promise<void> {
    const member = this.member(service);
    const child = member.process;
    if (child.state === 'running') return;
    const began = performance.now();
    member.wasReady = false;
    rotateLog(child.spec.logFile);
    child.start();
    member.watch?.abort();
    member.watch = this.watchLog(service, child.spec.logFile);
    member.wasReady = await this.becomesReady(service, child);
    if (!member.wasReady) return;
    const port = portOf(service, this.env);
    this.observer.done(`${service.title} running on port ${port}`, performance.now() - began);
  }

  /** Returns when it has ended; it stays down until it is started again. */
  async stop(service: Service): Promise<void> {
    const { process, watch } = this.member(service);
    await process.stop();
    watch?.abort();
  }

  async stopAll(): Promise<void> {
    await Promise.all(services.map((service) => this.stop(service)));
  }

  status(): ServiceStatus[] {
    return services.map((service) => {
      const { state, pid, startedAt, restarts } = this.member(service).process;
      return { name: service.name, state, pid, startedAt, restarts, port: portOf(service, this.env) };
    });
  }

  private member({ name }: Service): Member {
    return this.members.get(name)!;
  }

  private watchLog({ title }: Service, file: string): AbortController {
    const watch = new AbortController();
    void surfaceWarnings(file, watch.signal, (message) => this.observer.note(`${title}: ${message}`));
    return watch;
  }

  /** False when it was told to stop meanwhile. */
  private async becomesReady(service: Service, child: SupervisedProcess): Promise<boolean> {
    let died = false;
    child.once('died', () => (died = true));
    const deadline = Date.now() + PATIENCE_MS;
    while (!died && child.state === 'running' && Date.now() < deadline) {
      if (await isReady(portOf(service, this.env))) return true;
      await delay(100);
    }
    if (!died && child.state !== 'running') return false;
    await this.stop(service);
    throw new ActionableError(
      `${service.title} ${died ? 'ended' : `was not ready after ${seconds(PATIENCE_MS)}`}: ${lastWordsIn(child.spec.logFile)}`,
      `Its log says more: npm run logs -- ${service.name}`,
    );
  }
}

const lastWordsIn = (logFile: string) => lastWords(readFileSync(logFile, 'utf8'));
