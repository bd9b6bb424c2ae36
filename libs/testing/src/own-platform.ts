import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlatform, postgresHome, type Addresses, type Observer, type SupervisedProcess } from '@orderflow/platform';

/** One server of an `OwnPlatform`. It keeps its port and its data; nothing here waits until it serves. */
export class OwnServer {
  constructor(private readonly server: SupervisedProcess) {}

  /** Ends it cleanly, and resolves when it is gone. */
  stop(): Promise<void> {
    return this.server.stop();
  }

  start(): void {
    this.server.start();
  }

  /** `kill -9`; it is started again half a second later. */
  kill(): void {
    process.kill(this.server.pid!, 'SIGKILL');
  }

  /** Its connections stay open, and nothing is answered. */
  freeze(): void {
    process.kill(this.server.pid!, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.server.pid!, 'SIGCONT');
  }
}

/** A Kafka and a PostgreSQL of one test file's own, for what the shared ones must not suffer. */
export interface OwnPlatform {
  readonly addresses: Addresses;
  readonly kafka: OwnServer;
  readonly postgres: OwnServer;
  close(): Promise<void>;
}

const silent: Observer = { done: () => undefined, note: () => undefined, progress: () => undefined };

/** Starts both, empty. They end with this process, however it ends. */
export async function ownPlatform(): Promise<OwnPlatform> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'orderflow-test-'));
  const platform = await openPlatform({
    dataDirectory,
    env: { JAVA_HOME: process.env.JAVA_HOME, PATH: process.env.PATH },
    observer: silent,
    throwaway: true,
  });
  const { addresses, processes } = platform;
  const server = (title: string) => new OwnServer(processes.find(({ spec }) => spec.title === title)!);
  return {
    addresses,
    kafka: server('Kafka'),
    postgres: server('PostgreSQL'),
    close: async () => {
      for (const { pid } of processes) if (pid) process.kill(pid, 'SIGCONT'); // a frozen server does not end
      await platform.stop();
      await Promise.all(
        [dataDirectory, postgresHome(dataDirectory)].map((path) => rm(path, { recursive: true, force: true })),
      );
    },
  };
}
