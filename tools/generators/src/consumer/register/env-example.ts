import { type Tree } from '@nx/devkit';
import { type Consumer } from '../consumer.js';
import { edit } from '../edit.js';

/** The setting of `npm start` for a database elsewhere. */
export function addToEnvExample(tree: Tree, { name, database }: Consumer): void {
  const setting = `${name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
  const line = `# ${setting}=postgres://${database}:${database}@127.0.0.1:5432/${database}\n`;
  edit(tree, '.env.example', (text) => text.replace(/(?:^# \w+_DATABASE_URL=.*\n)+/m, (settings) => settings + line));
}
