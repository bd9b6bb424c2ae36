import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Topic } from '@orderflow/contracts';
import { isFree } from '@orderflow/platform';
import { type Part } from '../contenders/parts.js';
import { type Bench } from './bench.js';
import { Broker } from './broker.js';
import { segmentBytes } from './segments.js';

/** What a run is done on. */
export interface Scenario {
  /** Of each topic. */
  readonly partitions: number;
  /** Whether all orders share one item, or are spread over all. */
  readonly hot: boolean;
  /** How many settled orders are stored before it begins. */
  readonly stored: number;
  /** Processes of each part, which share its database and its consumer group. */
  readonly replicas: number;
}

export const USUAL: Scenario = { partitions: 6, hot: false, stored: 0, replicas: 1 };

/** Below the ports that a system gives to outgoing connections. */
const FIRST_PORT = 17_000;
let runs = 0;
let nextPort = FIRST_PORT;

/** Topics, databases and ports of one run's own: nothing of an earlier run is left in them. */
export class Stage {
  private constructor(
    readonly bench: Bench,
    readonly scenario: Scenario,
    readonly parts: readonly Part[],
    /** Topics and consumer groups begin with it. */
    readonly namespace: string,
    readonly directory: string,
    readonly openedAt: Date,
    readonly broker: Broker,
    private readonly urls: ReadonlyMap<Part, string>,
    private readonly ports: ReadonlyMap<Part, readonly number[]>,
  ) {}

  static async open(bench: Bench, entrant: string, parts: readonly Part[], scenario: Scenario): Promise<Stage> {
    const run = `${++runs}-${entrant}`;
    const namespace = `bench-${run}.`;
    const directory = join(bench.directory, 'runs', run);
    await mkdir(directory, { recursive: true });
    const urls = new Map<Part, string>();
    const ports = new Map<Part, number[]>();
    for (const part of parts) {
      const template = bench.templates.nameOf(part, scenario.stored);
      urls.set(part, await bench.databases.create(databaseOf(run, part), template));
      ports.set(part, await freePorts(scenario.replicas));
    }
    const broker = await Broker.open(bench.brokers, namespace, scenario.partitions);
    await bench.databases.checkpoint();
    return new Stage(bench, scenario, parts, namespace, directory, new Date(), broker, urls, ports);
  }

  databaseUrl(part: Part): string {
    return this.urls.get(part)!;
  }

  port(part: Part, replica = 0): number {
    return this.ports.get(part)![replica]!;
  }

  url(part: Part, replica = 0): string {
    return `http://127.0.0.1:${this.port(part, replica)}`;
  }

  /** What the record batches of a topic take on the broker's disk. */
  topicBytes(topic: Topic): Promise<number> {
    return segmentBytes(join(this.bench.directory, 'kafka'), this.namespace + topic);
  }

  async close(): Promise<void> {
    await this.broker.close();
    for (const url of this.urls.values()) await this.bench.databases.drop(new URL(url).pathname.slice(1));
  }
}

const databaseOf = (run: string, part: Part) => `run_${run}_${part}`.replaceAll('-', '_');

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (; ports.length < count; nextPort++) if (await isFree(nextPort)) ports.push(nextPort);
  return ports;
}
