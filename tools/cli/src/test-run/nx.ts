import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { workspaceRoot } from '@orderflow/platform';

const start = (args: readonly string[], options: SpawnOptions) =>
  spawn(process.execPath, [join(workspaceRoot, 'node_modules/.bin/nx'), ...args], {
    cwd: workspaceRoot,
    // Without its daemon, which would stay behind, and without its full-screen view, which hides the end.
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
    ...options,
  });

/** Runs Nx with its output shown; answers its exit code. */
export async function runNx(args: readonly string[]): Promise<number> {
  const [code] = (await once(start(args, { stdio: 'inherit' }), 'exit')) as [number | null];
  return code ?? 1;
}

/** The projects that have a target. */
export async function projectsWith(target: string): Promise<string[]> {
  const nx = start(['show', 'projects', `--with-target=${target}`, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(nx.stdout!)) as string[];
}
