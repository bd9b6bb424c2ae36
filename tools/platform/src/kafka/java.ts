import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ActionableError } from '../actionable-error.js';

export const OLDEST_JAVA = 17;

const WAYS_OUT =
  `Install a Java runtime of version ${OLDEST_JAVA} or newer (Debian, Ubuntu: apt install default-jre-headless; ` +
  'macOS: brew install openjdk), or set KAFKA_BROKERS to a Kafka that runs elsewhere, or use: docker compose up';

export interface Java {
  readonly command: string;
  /** Major version. */
  readonly version: number;
}

/**
 * The Java of JAVA_HOME if that is set, else the one on the PATH.
 * @throws ActionableError when there is none, or it is too old for Kafka.
 */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const command = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const output = await promisify(execFile)(command, ['-version'], { env }).then(
    ({ stdout, stderr }) => stdout + stderr,
    () => undefined,
  );
  if (output === undefined) throw new ActionableError(`Kafka needs Java, and "${command}" does not run here`, WAYS_OUT);
  const version = parseJavaVersion(output);
  if (version === undefined || version < OLDEST_JAVA) {
    throw new ActionableError(
      `Kafka needs Java ${OLDEST_JAVA} or newer, and "${command}" is version ${version ?? 'unknown'}`,
      WAYS_OUT,
    );
  }
  return { command, version };
}

/** The major version in the output of `java -version`: 8 for "1.8.0_392", 21 for "21-ea" and "21.0.1". */
export function parseJavaVersion(output: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match ? Number(match[1]) : undefined;
}
