import { join } from 'node:path';
import { Terminal } from '@orderflow/cli';
import { ActionableError, portBase, workspaceRoot } from '@orderflow/platform';
import { capture } from './capture.js';
import { enact } from './scene.js';

/** Renders each page of the dashboard of the running system, in both themes, into docs/images. */
export async function main(): Promise<void> {
  const terminal = new Terminal();
  const origin = `http://127.0.0.1:${portBase()}`;
  try {
    await mustServe(origin);
    terminal.line('Placing orders for the pictures to show: about a minute');
    const scene = await enact(origin, process.env.ORDERFLOW_TOKEN);
    const files = await capture(origin, scene, join(workspaceRoot, 'docs/images'), (file) => terminal.line(file));
    terminal.line(`${files.length} pictures; look at them, then commit them`);
  } catch (error) {
    terminal.fail(error);
    process.exitCode = 1;
  }
}

async function mustServe(origin: string): Promise<void> {
  const ready = await fetch(`${origin}/health/ready`).catch(() => undefined);
  if (!ready?.ok) throw new ActionableError(`Nothing serves at ${origin}`, 'Start the system first: npm start');
}
