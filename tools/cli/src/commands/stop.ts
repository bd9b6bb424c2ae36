import { setTimeout as delay } from 'node:timers/promises';
import { dataDirectory, isRunning, ownerOf } from '@orderflow/platform';
import { ControlClient } from '../system/control-client.js';
import { type Terminal } from '../terminal/terminal.js';
import { chooseServices } from './choose-services.js';

/** Stops services of the running system, which leaves them down; without a name, everything of this checkout. */
export async function stop(names: readonly string[], terminal: Terminal, env = process.env): Promise<void> {
  const directory = dataDirectory(env);
  const client = new ControlClient(directory);
  const status = await client.status();
  if (names.length > 0) {
    for (const { name, title } of chooseServices(names)) {
      await client.stop(name);
      terminal.line(`${title} is stopped; start it again with: npm start ${name}`);
    }
    return;
  }
  if (status) {
    await client.stopAll();
    while (await client.status()) await delay(100);
  }
  const platformStopped = await stopPlatform(directory);
  terminal.line(status || platformStopped ? 'Stopped. The data is kept.' : 'Nothing runs here.');
}

/** The platform may be of another start than the services. */
async function stopPlatform(directory: string): Promise<boolean> {
  const owner = await ownerOf(directory);
  if (!owner) return false;
  process.kill(owner.pid, 'SIGTERM');
  while (isRunning(owner)) await delay(100);
  return true;
}
