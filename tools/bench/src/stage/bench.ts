import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ActionableError,
  clearData,
  dataDirectory,
  kafkaVersion,
  type Observer,
  openPlatform,
  ownerOf,
  type Platform,
} from '@orderflow/platform';
import { Load } from '../workload/load.js';
import { Databases } from './databases.js';
import { Templates } from './templates.js';

export interface BenchOptions {
  readonly observer: Observer;
  /** Aborted when the benchmark is to end early. */
  readonly signal: AbortSignal;
  /** Nothing is measured, so nothing has to reach the disk; what another benchmark has left stays as it is. */
  readonly smoke: boolean;
}

/** What all runs of one benchmark share: a Kafka and a PostgreSQL of its own, and the load generator. */
export class Bench {
  readonly load = new Load();
  readonly templates: Templates;
  readonly databases: Databases;
  /** `host:port` */
  readonly brokers: string;

  private constructor(
    readonly directory: string,
    private readonly platform: Platform,
    readonly observer: Observer,
    /** Aborted when the benchmark is to end early. */
    readonly signal: AbortSignal,
  ) {
    const { kafkaBrokers, postgresAdminUrl } = platform.addresses;
    this.brokers = kafkaBrokers;
    this.databases = new Databases(postgresAdminUrl!);
    this.templates = new Templates(this);
  }

  /** Starts with empty data. @throws ActionableError when another benchmark of this checkout runs. */
  static async open({ observer, signal, smoke }: BenchOptions): Promise<Bench> {
    const directory = join(dataDirectory(), smoke ? 'bench-smoke' : 'bench');
    const owner = await ownerOf(directory);
    if (owner)
      throw new ActionableError(`A benchmark of this checkout runs already: process ${owner.pid}`, 'Wait for its end');
    await clearData(directory);
    await rm(join(directory, 'runs'), { recursive: true, force: true });
    // Not the whole environment: brokers, databases and settings of a running system are not the benchmark's.
    const env = { PATH: process.env.PATH, JAVA_HOME: process.env.JAVA_HOME };
    const platform = await openPlatform({ dataDirectory: directory, env, observer, signal, throwaway: smoke });
    const bench = new Bench(directory, platform, observer, signal);
    signal.addEventListener('abort', () => bench.load.close());
    return bench;
  }

  /** The processes of Kafka and PostgreSQL. */
  get platformPids(): number[] {
    return this.platform.processes.flatMap(({ pid }) => pid ?? []);
  }

  get postgresPids(): number[] {
    return this.platform.processes.flatMap(({ pid, spec }) => (spec.title === 'PostgreSQL' ? (pid ?? []) : []));
  }

  get kafkaPids(): number[] {
    const others = new Set(this.postgresPids);
    return this.platformPids.filter((pid) => !others.has(pid));
  }

  async versions(): Promise<Record<string, string>> {
    return { node: process.versions.node, kafka: kafkaVersion, postgresql: await this.databases.version() };
  }

  /** Ends everything that runs; the logs of the runs stay. */
  async close(): Promise<void> {
    this.load.close();
    await this.databases.close();
    await this.platform.stop();
    await clearData(this.directory);
  }
}
