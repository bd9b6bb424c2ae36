import { existsSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Consumer } from './consumer.js';

/**
 * Makes the one link that `npm install` would, and tells npm's own record that it is up to date: `npm start` would install
 * everything anew else.
 */
export function linkPackage(root: string, { name }: Pick<Consumer, 'name'>): void {
  const link = join(root, 'node_modules/@orderflow', name);
  mkdirSync(dirname(link), { recursive: true });
  if (!existsSync(link)) symlinkSync(relative(dirname(link), join(root, 'apps', name)), link);
  const record = join(root, 'node_modules/.package-lock.json');
  const now = new Date();
  if (existsSync(record)) utimesSync(record, now, now);
}
