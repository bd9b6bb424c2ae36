import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ActionableError } from './actionable-error.js';
import { isAlive } from './process/identity.js';

/** `platform.json` in the data directory: present exactly while the platform serves. */
export interface Addresses {
  /** The process that runs the platform; when it is gone, so are Kafka and PostgreSQL. */
  readonly pid: number;
  /** `host:port`, separated by commas: the form of the setting KAFKA_BROKERS. */
  readonly kafkaBrokers: string;
  /** Where the embedded Kafka asks who is there; absent when it does not, or runs elsewhere. */
  readonly kafkaSecurity?: {
    /** The directory with the certificates and passwords; see `KeyDirectory`. */
    readonly keys: string;
    /** Where it listens for the platform's own administrator. */
    readonly adminBrokers: string;
  };
  /** The Confluent-compatible API of the schema registry; absent unless it was asked for. */
  readonly schemaRegistryUrl?: string;
  /** The superuser of the embedded PostgreSQL; absent when every service has a database elsewhere. */
  readonly postgresAdminUrl?: string;
  /** The URL of each service's own database, by the service's name. */
  readonly databaseUrls: Readonly<Record<string, string>>;
}

const fileIn = (dataDirectory: string) => join(dataDirectory, 'platform.json');

/** Written under another name first: a reader never sees half a file. */
export async function writeAddresses(dataDirectory: string, addresses: Addresses): Promise<void> {
  const draft = `${fileIn(dataDirectory)}.${process.pid}`;
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(draft, JSON.stringify(addresses, null, 2));
  await rename(draft, fileIn(dataDirectory));
}

export async function removeAddresses(dataDirectory: string): Promise<void> {
  await rm(fileIn(dataDirectory), { force: true });
}

/** The platform that serves from this data directory; undefined when none does. */
export function readPlatform(dataDirectory: string): Addresses | undefined {
  try {
    const addresses = JSON.parse(readFileSync(fileIn(dataDirectory), 'utf8')) as Addresses;
    return isAlive(addresses.pid) ? addresses : undefined;
  } catch {
    return undefined;
  }
}

/** @throws ActionableError when no platform serves after `timeoutMs`. */
export async function waitForPlatform(dataDirectory: string, timeoutMs: number): Promise<Addresses> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const addresses = readPlatform(dataDirectory);
    if (addresses) return addresses;
    if (Date.now() > deadline) {
      throw new ActionableError(
        `No platform serves from ${dataDirectory} after ${timeoutMs / 1000} s`,
        'Start one with: npm run platform',
      );
    }
    await delay(100);
  }
}
