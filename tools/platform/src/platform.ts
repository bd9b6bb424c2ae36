import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ActionableError } from './actionable-error.js';
import { type Addresses, readPlatform, removeAddresses, writeAddresses } from './addresses.js';
import { startKafka } from './kafka/start.js';
import { type Observer } from './observer.js';
import { type PlatformOptions } from './platform-options.js';
import { removeCluster } from './postgres/home.js';
import { startPostgres } from './postgres/start.js';
import { type ProcessRecord, isRunning } from './process/identity.js';
import { claim, release } from './process/ownership.js';
import { endOrphans } from './process/pid-file.js';
import { type SupervisedProcess } from './process/supervised-process.js';
import { startRegistry } from './registry/start.js';

/** A Kafka and a PostgreSQL that serve, with the system's topics, databases and roles in them. */
export interface Platform {
  readonly addresses: Addresses;
  /** Those that this process runs: none when another start of this checkout does, or when they run elsewhere. */
  readonly processes: readonly SupervisedProcess[];
  /** Resolves when the other start that runs them has ended, or this use of it; never for one that runs here. */
  readonly gone: Promise<void>;
  /** Ends what this process runs; the data stays. */
  stop(): Promise<void>;
}

/**
 * Starts the platform of a data directory, or joins it when another process of this checkout runs it already.
 * @throws ActionableError when something is missing on this machine; nothing is left running then.
 */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  for (;;) {
    const owner = await claim(options.dataDirectory);
    const platform = owner ? await joinOwner(owner, options) : await startAsOwner(options);
    if (platform) return platform;
  }
}

/** Undefined when the owner ends before it serves. */
async function joinOwner(
  owner: ProcessRecord,
  { dataDirectory, observer, registry, secure }: PlatformOptions,
): Promise<Platform | undefined> {
  observer.note(`Using the platform that process ${owner.pid} runs for this checkout`);
  while (isRunning(owner)) {
    const addresses = readPlatform(dataDirectory);
    if (addresses && secure && !addresses.kafkaSecurity) throw notSecured(owner);
    if (addresses && registry && !addresses.schemaRegistryUrl) throw withoutRegistry(owner);
    if (addresses) return joined(owner, addresses);
    await delay(100);
  }
  return undefined;
}

const withoutRegistry = ({ pid }: ProcessRecord) =>
  new ActionableError(
    `The platform that process ${pid} runs for this checkout has no schema registry`,
    'Stop it first: npm run stop',
  );

const notSecured = ({ pid }: ProcessRecord) =>
  new ActionableError(
    `The platform that process ${pid} runs for this checkout is not secured`,
    'Stop it first: npm run stop. The data stays, and the secured one goes on with it',
  );

function joined(owner: ProcessRecord, addresses: Addresses): Platform {
  const watch = new AbortController();
  const gone = (async () => {
    while (isRunning(owner) && !watch.signal.aborted) await delay(500);
  })();
  return { addresses, processes: [], gone, stop: () => Promise.resolve(watch.abort()) };
}

async function startAsOwner(options: PlatformOptions): Promise<Platform> {
  const { dataDirectory, observer, throwaway } = options;
  const processes: SupervisedProcess[] = [];
  const stop = async () => {
    await removeAddresses(dataDirectory);
    await Promise.all(processes.map((process) => process.stop()));
    await release(dataDirectory);
  };
  try {
    await endOrphans(dataDirectory, ['kafka', 'postgresql', 'registry'], observer);
    if (throwaway) await clearData(dataDirectory);
    const addresses = await startServers(options, processes);
    for (const server of processes) tellDeaths(server, observer);
    await writeAddresses(dataDirectory, addresses);
    return { addresses, processes, gone: new Promise(() => undefined), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServers(options: PlatformOptions, processes: SupervisedProcess[]): Promise<Addresses> {
  const kafka = startKafka(options, processes);
  const postgres = startPostgres(options, processes);
  const registry = options.registry ? startRegistry(options, processes) : undefined;
  await Promise.allSettled([kafka, postgres, registry]);
  return { pid: process.pid, ...(await kafka), ...(await postgres), schemaRegistryUrl: await registry };
}

function tellDeaths(server: SupervisedProcess, observer: Observer): void {
  const { title, logFile } = server.spec;
  server.on('died', ({ cause }) => observer.note(`${title} died (${cause}) and is started again; its log: ${logFile}`));
}

/** Clears what Kafka, PostgreSQL and the schema registry have stored. Call it only while none runs. */
export async function clearData(dataDirectory: string): Promise<void> {
  for (const name of ['kafka', 'registry']) await rm(join(dataDirectory, name), { recursive: true, force: true });
  await removeCluster(dataDirectory);
}
