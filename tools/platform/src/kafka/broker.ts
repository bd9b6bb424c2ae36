import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pidFileOf } from '../process/pid-file.js';
import { anyFreePort } from '../process/port.js';
import { SupervisedProcess } from '../process/supervised-process.js';
import { workspaceRoot } from '../workspace.js';
import { type KafkaAccess } from './access.js';
import { withAdmin } from './client.js';
import { type BrokerOptions, brokerProperties } from './configuration.js';
import { classPath } from './distribution.js';

const logConfiguration = join(workspaceRoot, 'tools/platform/kafka/log4j2.properties');
/** At rest it takes 190 MB resident with these, 235 MB without the small first heap. */
const MEMORY = ['-Xms64m', '-Xmx512m', '-XX:+UseSerialGC'];
const GRACE_MS = 20_000;

/** Kafka on this port with its data in `<dataDirectory>/kafka`, formatted on first use. It is not started yet. */
export async function kafkaBroker(
  java: string,
  dataDirectory: string,
  listeners: Pick<BrokerOptions, 'port' | 'secure'>,
): Promise<SupervisedProcess> {
  const logDirectory = join(dataDirectory, 'kafka');
  if (!existsSync(logDirectory)) await format(java, logDirectory);
  const properties = join(dataDirectory, 'kafka.properties');
  await writeFile(properties, brokerProperties({ ...listeners, logDirectory, controllerPort: await anyFreePort() }));
  return new SupervisedProcess({
    title: 'Kafka',
    command: java,
    args: [...MEMORY, ...jvmArguments, 'kafka.Kafka', properties],
    logFile: join(dataDirectory, 'logs', 'kafka.log'),
    pidFile: pidFileOf(dataDirectory, 'kafka'),
    stopSignal: 'SIGTERM',
    graceMs: GRACE_MS,
  });
}

const jvmArguments = ['-cp', classPath, `-Dlog4j2.configurationFile=${logConfiguration}`];

/** Formats beside the place and moves it there, so that a kill in between leaves nothing half done. */
async function format(java: string, logDirectory: string): Promise<void> {
  const draft = `${logDirectory}.draft`;
  const properties = `${draft}.properties`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await writeFile(properties, brokerProperties({ logDirectory: draft, port: 9092, controllerPort: 9093 }));
  const storageTool = ['kafka.tools.StorageTool', 'format', '-t', randomClusterId(), '-c', properties];
  await promisify(execFile)(java, [...jvmArguments, ...storageTool]);
  await rename(draft, logDirectory);
  await rm(properties);
}

/** 22 characters of URL-safe base64, as Kafka's own tool makes them; never one that reads as an option. */
function randomClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? randomClusterId() : id;
}

/** Whether it is this data directory's broker that answers there, and not a neighbour's on the same port. */
export async function isServedFrom(dataDirectory: string, kafka: KafkaAccess): Promise<boolean> {
  const meta = await readFile(join(dataDirectory, 'kafka', 'meta.properties'), 'utf8');
  const { clusterId } = await withAdmin(kafka, (admin) => admin.describeCluster());
  return meta.includes(`cluster.id=${clusterId}`);
}
