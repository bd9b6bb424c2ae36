import {
  type Addresses,
  type ProcessRecord,
  administratorOf,
  consumerGroupOf,
  dataDirectory,
  databaseServices,
  isRunning,
  lagOf,
  pidFileOf,
  readPidFile,
  readPlatform,
  serviceNamed,
} from '@orderflow/platform';
import { ControlClient } from '../system/control-client.js';
import { healthOf } from '../system/health.js';
import { memoryMiB } from '../system/memory.js';
import { type ServiceStatus } from '../system/status.js';
import { table, uptime } from '../terminal/format.js';
import { type Terminal } from '../terminal/terminal.js';

const HEADINGS = ['', 'state', 'address', 'pid', 'up', 'memory', 'health', 'lag', 'restarts'];

type Lags = ReadonlyMap<string, number | undefined>;

/** A table of what runs from this checkout. */
export async function status(terminal: Terminal, env = process.env): Promise<void> {
  const directory = dataDirectory(env);
  const system = await new ControlClient(directory).status();
  const addresses = readPlatform(directory);
  if (!system && !addresses) {
    terminal.line('Nothing runs here. Start everything with: npm start');
    return;
  }
  const lags = addresses ? await lagByService(addresses, env) : new Map<string, undefined>();
  const services = await Promise.all((system?.services ?? []).map((service) => serviceRow(service, lags)));
  const rows = [HEADINGS, ...services, ...(addresses ? platformRows(directory, addresses) : [])];
  for (const line of table(rows)) terminal.line(line);
  if (!system) terminal.line('\nThe platform runs alone. Start the services with: npm start');
}

/** How many events each service has still to read; nothing while Kafka does not answer. */
async function lagByService(addresses: Addresses, env: NodeJS.ProcessEnv): Promise<Lags> {
  const groups = databaseServices.map((service) => consumerGroupOf(service, env));
  const lags = await lagOf(administratorOf(addresses, env), groups).catch(() => []);
  return new Map(databaseServices.map(({ name }, at) => [name, lags[at]]));
}

async function serviceRow(service: ServiceStatus, lags: Lags): Promise<string[]> {
  const { pid } = service;
  const health = pid === undefined ? undefined : ((await healthOf(service.port))?.status ?? 'no answer');
  return [
    serviceNamed(service.name)!.title,
    service.state,
    `:${service.port}`,
    ...processCells(pid, service.startedAt),
    health ?? '-',
    String(lags.get(service.name) ?? '-'),
    String(service.restarts),
  ];
}

function platformRows(directory: string, addresses: Addresses): string[][] {
  const postgres = addresses.postgresAdminUrl && new URL(addresses.postgresAdminUrl).host;
  return [
    platformRow('Kafka', readPidFile(pidFileOf(directory, 'kafka')), addresses.kafkaBrokers),
    ...(postgres ? [platformRow('PostgreSQL', readPidFile(pidFileOf(directory, 'postgresql')), postgres)] : []),
  ];
}

/** Without a process of this checkout it is one that a setting names. */
function platformRow(title: string, process: ProcessRecord | undefined, address: string): string[] {
  const running = process && isRunning(process) ? process.pid : undefined;
  return [
    title,
    process ? (running ? 'running' : 'down') : 'elsewhere',
    address,
    ...processCells(running),
    '-',
    '-',
    '-',
  ];
}

function processCells(pid: number | undefined, startedAt?: number): string[] {
  const memory = pid === undefined ? undefined : memoryMiB(pid);
  return [
    pid === undefined ? '-' : String(pid),
    pid !== undefined && startedAt ? uptime(Date.now() - startedAt) : '-',
    memory === undefined ? '-' : `${memory} MB`,
  ];
}
