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

export interface MavenFetch {
  /** What people call it. */
  readonly title: string;
  readonly pomFile: string;
  /** Of Maven's dependency plugin: the runtime dependencies as they are, or the archives that the pom names, unpacked. */
  readonly goal: 'copy-dependencies' | 'unpack';
  readonly directory: string;
  /** Called for each file that comes from afar. */
  readonly onDownload?: () => void;
  readonly signal?: AbortSignal;
}

/**
 * Puts what a pom names into a directory.
 * @throws ActionableError when Maven is missing or fails.
 */
export async function fetchByMaven({ title, pomFile, goal, directory, onDownload, signal }: MavenFetch): Promise<void> {
  const args = ['-B', '-f', pomFile, `dependency:${goal}`, `-DoutputDirectory=${directory}`];
  const maven = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'ignore'], signal });
  const errors: string[] = [];
  createInterface({ input: maven.stdout }).on('line', (line) => {
    if (line.includes('Downloaded from')) onDownload?.();
    if (line.startsWith('[ERROR]')) errors.push(line.slice('[ERROR]'.length).trim());
  });
  const [code] = (await once(maven, 'close').catch((error: Error) => Promise.reject(unavailable(error, title)))) as [
    number,
  ];
  if (code !== 0) throw failed(title, `mvn -f "${pomFile}" dependency:${goal}`, errors[0] ?? `exit code ${code}`);
}

function unavailable(error: Error, title = 'Kafka'): ActionableError {
  return new ActionableError(
    `${title} is fetched by Maven, and "mvn" does not run here (${error.message})`,
    'Install Maven (Debian, Ubuntu: apt install maven; macOS: brew install maven), ' +
      'or set KAFKA_BROKERS to a Kafka that runs elsewhere, or use: docker compose up',
  );
}

function failed(title: string, command: string, cause: string): ActionableError {
  return new ActionableError(
    `Maven could not fetch ${title}: ${cause}`,
    `Check the network and Maven's settings, and try: ${command}`,
  );
}
