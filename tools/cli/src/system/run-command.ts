import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { ActionableError } from '@orderflow/platform';

/**
 * Runs a command in this terminal and answers its exit code, as a shell would. Signals are passed on.
 * @throws ActionableError when there is no such program.
 */
export async function runCommand(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code, signal] = (await once(child, 'exit').catch((error: Error) => {
    throw new ActionableError(`"${program}" does not run: ${error.message}`, 'Check the command behind the two dashes');
  })) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + constants.signals[signal!];
}
