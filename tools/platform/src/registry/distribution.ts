import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchOnce } from '../fetch-once.js';
import { fetchByMaven } from '../kafka/maven.js';
import { type Observer } from '../observer.js';
import { workspaceRoot } from '../workspace.js';

export const pomFile = join(workspaceRoot, 'tools/platform/registry/pom.xml');

/** The pom is the one place that says which registry. */
export const registryVersion = /<apicurio\.version>(.*)<\/apicurio\.version>/.exec(readFileSync(pomFile, 'utf8'))![1]!;

/** Of the checkout, as Kafka is. */
const home = join(workspaceRoot, '.data', `registry-${registryVersion}`);

/** What Java runs. */
export const registryJar = join(home, `apicurio-registry-app-${registryVersion}-runner.jar`);

/**
 * Puts the registry into the checkout, once (109 MB); later calls return at once.
 * @throws ActionableError when Maven is missing or cannot fetch it.
 */
export async function fetchRegistry(observer: Observer, signal?: AbortSignal): Promise<void> {
  const title = `Apicurio Registry ${registryVersion}`;
  await fetchOnce(title, home, observer, (directory) => {
    observer.progress(`Fetching ${title}`, 0);
    return fetchByMaven({ title, pomFile, goal: 'unpack', directory, signal });
  });
}
