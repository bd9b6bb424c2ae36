import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { confirm, isCancel } from '@clack/prompts';
import { ActionableError, clearData, dataDirectory, ownerOf } from '@orderflow/platform';
import { ControlClient } from '../system/control-client.js';
import { type Terminal } from '../terminal/terminal.js';

/** Clears what Kafka and PostgreSQL of this checkout have stored, the logs and the traces, once it is confirmed. */
export async function reset({ yes }: { readonly yes?: boolean }, terminal: Terminal): Promise<void> {
  const directory = dataDirectory();
  const runs = (await ownerOf(directory)) ?? (await new ControlClient(directory).status());
  if (runs) throw new ActionableError(`The system runs (process ${runs.pid})`, 'Stop it first: npm run stop');
  if (!yes && !(await isConfirmed(directory))) {
    terminal.line('Nothing was cleared.');
    return;
  }
  await clearData(directory);
  for (const name of ['logs', 'traces']) await rm(join(directory, name), { recursive: true, force: true });
  terminal.line('Cleared: all orders, events, logs and traces. Start anew with: npm start');
}

async function isConfirmed(directory: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new ActionableError('Nobody is there to confirm', 'Without a terminal say so: npm run reset -- --yes');
  }
  const message = `Clear all orders, events, logs and traces in ${directory}?`;
  const answer = await confirm({ message, initialValue: false });
  return !isCancel(answer) && answer;
}
