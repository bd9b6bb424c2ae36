import { spawnSync } from 'node:child_process';
import { WORKSPACE } from '../workspace/workspace.js';

/** Runs promtool from the top of the checkout, and answers what it says; rejects it by an error when it finds a fault. */
export function promtool(...args: string[]): string {
  const { status, error, stdout, stderr } = spawnSync('promtool', args, { cwd: WORKSPACE, encoding: 'utf8' });
  if (error) throw new Error('promtool is not installed; on Debian: apt-get install prometheus', { cause: error });
  if (status !== 0) throw new Error(`promtool ${args.join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}
