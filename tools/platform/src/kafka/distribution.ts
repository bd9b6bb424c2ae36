import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Observer, timed } from '../observer.js';
import { workspaceRoot } from '../workspace.js';
import { copyDependencies } from './maven.js';

const pomFile = join(workspaceRoot, 'tools/platform/kafka/pom.xml');

/** The pom is the one place that says which Kafka. */
export const kafkaVersion = /<kafka\.version>(.*)<\/kafka\.version>/.exec(readFileSync(pomFile, 'utf8'))![1]!;

/** Of the checkout, not of a data directory: clearing the data does not download Kafka again. */
const home = join(workspaceRoot, '.data', `kafka-${kafkaVersion}`);

/** Java's class path of the broker. */
export const classPath = join(home, '*');

export const isKafkaFetched = () => existsSync(home);

/** How many files Maven downloads into an empty cache, its own parts included: only the progress bar depends on it. */
const DOWNLOADS = 340;

/**
 * Puts Kafka's jars into the checkout, once; later calls return at once.
 * @throws ActionableError when Maven is missing or cannot fetch them.
 */
export async function fetchKafka(observer: Observer, signal?: AbortSignal): Promise<void> {
  if (isKafkaFetched()) return;
  const draft = `${home}.${process.pid}`;
  let downloads = 0;
  const onDownload = () => {
    downloads += 1;
    observer.progress(`Fetching Kafka ${kafkaVersion}`, Math.min(0.99, downloads / DOWNLOADS));
  };
  await mkdir(draft, { recursive: true });
  try {
    await timed(observer, `Fetched Kafka ${kafkaVersion}`, () =>
      copyDependencies(pomFile, draft, { onDownload, signal }),
    );
    // A start beside this one may have been faster: its copy is as good.
    await rename(draft, home).catch((error: unknown) => {
      if (!isKafkaFetched()) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
