import { join } from 'node:path';
import { ActionableError, dataDirectory, readPlatform, serviceNamed, workspaceRoot } from '@orderflow/platform';
import { runCommand } from '../system/run-command.js';
import { serviceEnvironment } from '../system/service-environment.js';
import { refuseUnbuilt } from '../system/service-process.js';
import { whileStopped } from '../system/while-stopped.js';
import { type Terminal } from '../terminal/terminal.js';

/** Counts analytics' event log anew, while analytics is down. Nothing is published and nobody gets mail. */
export async function rebuild(terminal: Terminal, env = process.env): Promise<void> {
  const analytics = serviceNamed('analytics')!;
  refuseUnbuilt([analytics]);
  const directory = dataDirectory(env);
  const addresses = readPlatform(directory);
  if (!addresses) throw new ActionableError('The database does not run', 'Start it with: npm run platform');
  const program = join(workspaceRoot, 'apps/analytics/dist/rebuild/main.js');
  const settings = { ...env, ...serviceEnvironment(analytics, addresses, env) };
  await whileStopped(analytics, directory, terminal, async () => {
    const code = await runCommand(process.execPath, [program], settings);
    if (code !== 0) throw new ActionableError('The rebuild did not end well', 'The old counts stand: run it again');
  });
}
