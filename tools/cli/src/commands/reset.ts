import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { confirm, isCancel } from '@clack/prompts';
import { ActionableError, clearData, dataDirectory, ownerOf } from '@orderflow/platform';
import { ControlClient } from '../system/control-client.js';
import { type Terminal } from '../terminal/terminal.js';

/** Clears what Kafka and PostgreSQL of this checkout have stored, and the logs, once it is confirmed. */
export async function reset({ yes }: { readonly yes?: boolean }, terminal: Terminal): Promise<void> {
  const directory = dataDirectory();
  const runs = (await ownerOf(directory)) ?? (await new ControlClient(directory).status());
  if (runs) throw new ActionableError(`The system runs (process ${runs.pid})`, 'Stop it first: npm run stop');
  if (!yes && !(await isConfirmed(directory))) {
    terminal.line('Nothing was cleared.');
    return;
  }
  await clearData(directory);
  await rm(join(directory, 'logs'), { recursive: true, force: true });
  terminal.line('Cleared: all orders, events and logs. Start anew with: npm start');
}

async function isConfirmed(directory: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new ActionableError('Nobody is there to confirm', 'Without a terminal say so: npm run reset -- --yes');
  }
  const answer = await confirm({ message: `Clear all orders, events and logs in ${directory}?`, initialValue: false });
  return !isCancel(answer) && answer;
}
