import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { ActionableError, dataDirectory, waitForPlatform } from '@orderflow/platform';
import { serviceEnvironment } from '../system/service-environment.js';
import { chooseServices } from './choose-services.js';

/** Long enough for the first start, which fetches Kafka. */
const PATIENCE_MS = 300_000;

/**
 * Runs a command with the settings of a service, as soon as the platform serves. What the environment says wins.
 * Signals are passed on, and the command's exit code is this process's.
 */
export async function exec(name: string, command: readonly string[], env = process.env): Promise<void> {
  const [program, ...args] = command;
  if (program === undefined) {
    throw new ActionableError(
      'There is no command to run',
      `Write it behind two dashes: exec ${name} -- node dist/main.js`,
    );
  }
  const [service] = chooseServices([name]);
  const addresses = await waitForPlatform(dataDirectory(env), PATIENCE_MS);
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...serviceEnvironment(service!, addresses, env), ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code, signal] = (await once(child, 'exit').catch((error: Error) => {
    throw new ActionableError(`"${program}" does not run: ${error.message}`, 'Check the command behind the two dashes');
  })) as [number | null, NodeJS.Signals | null];
  process.exit(code ?? 128 + constants.signals[signal!]);
}
