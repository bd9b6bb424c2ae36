import { ActionableError, dataDirectory, waitForPlatform } from '@orderflow/platform';
import { runCommand } from '../system/run-command.js';
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
  process.exit(await runCommand(program, args, { ...serviceEnvironment(service!, addresses, env), ...env }));
}
