import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ActionableError } from '../actionable-error.js';

/**
 * The version of the Maven on the PATH.
 * @throws ActionableError when there is none.
 */
export async function findMaven(): Promise<string> {
  const { stdout } = await promisify(execFile)('mvn', ['-v']).catch((error: Error) =>
    Promise.reject(unavailable(error)),
  );
  return /Apache Maven (\S+)/.exec(stdout)?.[1] ?? 'unknown';
}

/**
 * Copies the runtime dependencies of a pom into a directory. `onDownload` is called for each file that comes from afar.
 * @throws ActionableError when Maven is missing or fails.
 */
export async function copyDependencies(
  pomFile: string,
  directory: string,
  { onDownload, signal }: { readonly onDownload: () => void; readonly signal?: AbortSignal },
): Promise<void> {
  const args = ['-B', '-f', pomFile, 'dependency:copy-dependencies', `-DoutputDirectory=${directory}`];
  const maven = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'ignore'], signal });
  const errors: string[] = [];
  createInterface({ input: maven.stdout }).on('line', (line) => {
    if (line.includes('Downloaded from')) onDownload();
    if (line.startsWith('[ERROR]')) errors.push(line.slice('[ERROR]'.length).trim());
  });
  const [code] = (await once(maven, 'close').catch((error: Error) => Promise.reject(unavailable(error)))) as [number];
  if (code !== 0) throw failed(pomFile, errors[0] ?? `exit code ${code}`);
}

function unavailable(error: Error): ActionableError {
  return new ActionableError(
    `Kafka is fetched by Maven, and "mvn" does not run here (${error.message})`,
    'Install Maven (Debian, Ubuntu: apt install maven; macOS: brew install maven), ' +
      'or set KAFKA_BROKERS to a Kafka that runs elsewhere, or use: docker compose up',
  );
}

function failed(pomFile: string, cause: string): ActionableError {
  return new ActionableError(
    `Maven could not fetch Kafka: ${cause}`,
    `Check the network and Maven's settings, and try: mvn -f "${pomFile}" dependency:copy-dependencies`,
  );
}
