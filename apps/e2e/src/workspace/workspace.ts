import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const WORKSPACE = join(import.meta.dirname, '../../../..');

/** The files of the workspace that match one of git's patterns, whether committed or not; never what is ignored. */
export function filesOf(...patterns: string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', ...patterns];
  return execFileSync('git', args, { cwd: WORKSPACE, encoding: 'utf8' }).split('\n').filter(Boolean);
}

export const read = (file: string): string => readFileSync(join(WORKSPACE, file), 'utf8');
