import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';

const WORKSPACE = join(import.meta.dirname, '../../../../..');

/** What the generator reads or changes. */
const FILES = [
  '.env.example',
  '.prettierignore',
  '.prettierrc.json',
  'Dockerfile',
  'apps/*/package.json',
  'deploy',
  'docker-compose.yml',
  'docs/deployment.md',
  'docs/kafka-security.md',
  'libs/contracts/examples',
  'package-lock.json',
  'tsconfig.json',
];

/** A tree that has these files of this workspace, and whose changes stay in memory. */
export function realTree(): Tree {
  const tree = createTreeWithEmptyWorkspace();
  tree.delete('.oxfmtrc.json'); // Prettier formats here
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', ...FILES];
  const files = execFileSync('git', args, { cwd: WORKSPACE, encoding: 'utf8' }).split('\n').filter(Boolean);
  for (const file of files) tree.write(file, readFileSync(join(WORKSPACE, file)));
  tree.rename('.prettierrc.json', '.prettierrc'); // the one name by which Nx finds it in memory
  return tree;
}
