import { spawnSync } from 'node:child_process';

/**
 * What `promtool check metrics` finds wrong with metrics in text format: names, units, help. Empty when nothing is.
 * @throws when there is no promtool; it comes with Debian's package `prometheus`
 */
export function promtoolSays(metrics: string): string {
  const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: metrics,
    encoding: 'utf8',
  });
  if (error) throw new Error(`promtool does not run (${error.message}): apt-get install prometheus`);
  return status === 0 ? '' : stdout + stderr;
}
