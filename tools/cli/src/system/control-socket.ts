import { join, relative } from 'node:path';

/**
 * The control socket of a system is in its data directory. The path of a Unix socket may not be longer than some 100
 * bytes: seen from the top of the checkout it is short, however deep the checkout lies.
 */
export function controlSocket(dataDirectory: string): string {
  const path = join(dataDirectory, 'control.sock');
  const shorter = relative(process.cwd(), path);
  return shorter.length < path.length ? shorter : path;
}
