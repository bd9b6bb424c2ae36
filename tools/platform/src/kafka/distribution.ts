import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchOnce } from '../fetch-once.js';
import { type Observer } from '../observer.js';
import { workspaceRoot } from '../workspace.js';
import { fetchByMaven } from './maven.js';

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
  const title = `Kafka ${kafkaVersion}`;
  let downloads = 0;
  const onDownload = () => {
    downloads += 1;
    observer.progress(`Fetching ${title}`, Math.min(0.99, downloads / DOWNLOADS));
  };
  await fetchOnce(title, home, observer, (directory) =>
    fetchByMaven({ title: 'Kafka', pomFile, goal: 'copy-dependencies', directory, onDownload, signal }),
  );
}
