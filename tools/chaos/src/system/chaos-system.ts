import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuseUnbuilt } from '@orderflow/cli';
import {
  ActionableError,
  type Addresses,
  type Observer,
  type Platform,
  type Service,
  type SupervisedProcess,
  clearData,
  endOrphans,
  openPlatform,
  ownerOf,
  services,
  timed,
} from '@orderflow/platform';
import { eventually } from '@orderflow/testing';
import { Databases } from './databases.js';
import { withAdmin } from './kafka.js';
import { MAX_REPLICAS, freePortBase } from './ports.js';
import { Replica, processName } from './replica.js';
import { PLATFORM_PORTS, platformSettings } from './settings.js';

const SERVES_WITHIN_MS = 60_000;
/** Of a service's replicas. */
const PLACES = Array.from({ length: MAX_REPLICAS }, (_, nth) => nth);

/** A whole system of the tool's own: Kafka, PostgreSQL and the services as processes, empty at first, on its own ports. */
export class ChaosSystem {
  readonly databases: Databases;
  /** Deaths that the tool did not cause, as people read them. */
  readonly deaths: string[] = [];
  private readonly running: Replica[] = [];

  private constructor(
    private readonly platform: Platform,
    private readonly directory: string,
    private readonly portBase: number,
    private readonly observer: Observer,
  ) {
    this.databases = new Databases(platform.addresses);
  }

  /**
   * Starts everything, and returns when all services are ready. What an earlier run has left in `directory` is cleared.
   * @throws ActionableError when another run uses the directory, or something is missing on this machine.
   */
  static async start(directory: string, observer: Observer, signal: AbortSignal): Promise<ChaosSystem> {
    refuseUnbuilt(services);
    await clear(directory, observer);
    const env = platformSettings();
    const platform = await openPlatform({ dataDirectory: directory, env, ports: PLATFORM_PORTS, observer, signal });
    const system = new ChaosSystem(platform, directory, await freePortBase(), observer);
    try {
      const replicas = services.map((service) => system.replica(service, 0));
      await timed(observer, 'All services are ready', () => Promise.all(replicas.map((replica) => replica.start())));
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  get addresses(): Addresses {
    return this.platform.addresses;
  }

  /** The replicas of a service that are to run, the oldest first; one of them may be down at the moment. */
  replicas(name: string): readonly Replica[] {
    return this.running.filter(({ service }) => service.name === name);
  }

  /** Where the service is called: its oldest replica. */
  url(name: string): string {
    return this.replicas(name)[0]!.url;
  }

  /** Starts one more replica, and returns when it is ready. */
  async add(service: Service): Promise<Replica> {
    const taken = new Set(this.replicas(service.name).map(({ nth }) => nth));
    const nth = PLACES.find((place) => !taken.has(place));
    if (nth === undefined) throw new Error(`${service.title} has ${MAX_REPLICAS} replicas already`);
    const replica = this.replica(service, nth);
    await replica.start();
    return replica;
  }

  /** Stops a replica in order. */
  async remove(replica: Replica): Promise<void> {
    this.running.splice(this.running.indexOf(replica), 1);
    await replica.stop();
  }

  /** The replica whose relay publishes the service's outbox. */
  async relayLeader(name: string): Promise<Replica> {
    return eventually(async () => {
      const replicas = this.replicas(name);
      const leading = await Promise.all(replicas.map((replica) => isLeading(replica)));
      return replicas.find((_, at) => leading[at]);
    });
  }

  async stopKafka(): Promise<void> {
    await this.server('Kafka').stop();
  }

  /** Returns when it serves. */
  async startKafka(): Promise<void> {
    this.server('Kafka').start();
    const { kafkaBrokers } = this.addresses;
    await eventually(() => withAdmin(kafkaBrokers, (admin) => admin.describeCluster()), SERVES_WITHIN_MS);
  }

  /** The fast shutdown: it ends every connection, and does not wait for transactions. */
  async stopPostgres(): Promise<void> {
    await this.server('PostgreSQL').stop();
  }

  /** Returns when it serves. */
  async startPostgres(): Promise<void> {
    this.server('PostgreSQL').start();
    await eventually(() => this.databases.queryServer('SELECT 1'), SERVES_WITHIN_MS);
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map((replica) => replica.stop()));
    await this.databases.close();
    await this.platform.stop();
  }

  private replica(service: Service, nth: number): Replica {
    const { addresses, directory, portBase } = this;
    const replica = new Replica(service, nth, { addresses, directory, portBase }, ({ name }, cause) => {
      this.deaths.push(`${name}: ${cause}`);
      this.observer.note(`${name} died (${cause}) and is started again; its log: ${replica.logFile}`);
    });
    this.running.push(replica);
    return replica;
  }

  private server(title: string): SupervisedProcess {
    return this.platform.processes.find(({ spec }) => spec.title === title)!;
  }
}

async function clear(directory: string, observer: Observer): Promise<void> {
  const owner = await ownerOf(directory);
  if (owner) {
    throw new ActionableError(
      `A run is under way in ${directory} (process ${owner.pid})`,
      'Wait for its end, or end it',
    );
  }
  const names = services.flatMap((service) => PLACES.map((nth) => processName(service, nth)));
  await endOrphans(directory, ['kafka', 'postgresql', ...names], observer);
  await clearData(directory);
  await rm(join(directory, 'logs'), { recursive: true, force: true });
}

async function isLeading({ url }: Replica): Promise<boolean> {
  const response = await fetch(`${url}/health`).catch(() => undefined);
  const health = (await response?.json()) as { parts?: { outbox?: { details?: { leading?: boolean } } } } | undefined;
  return health?.parts?.outbox?.details?.leading ?? false;
}
