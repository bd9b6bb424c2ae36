import { type Tree } from '@nx/devkit';
import { type Consumer } from './consumer.js';

/**
 * The service that a new one is deployed like, where both need the same entry under another name: with a database, and
 * without a setting of its own.
 */
export const MODEL = { name: 'analytics', port: 3004 };

/** The model's database and role are called like itself; names with a hyphen would have to be quoted. */
const DATABASE_URL = new RegExp(`postgres://${MODEL.name}:${MODEL.name}(@[^/\\s]+)/${MODEL.name}`, 'g');

/** Changes a file's text. @throws Error when `change` leaves it as it is: the place to change was not found. */
export function edit(tree: Tree, file: string, change: (text: string) => string): void {
  const text = tree.read(file, 'utf8') ?? '';
  const changed = change(text);
  if (changed === text) throw new Error(`${file} has no place for another service; has it been restructured?`);
  tree.write(file, changed);
}

/** The model's text with the consumer's names and port. */
export function likeModel(text: string, { name, database, port }: Consumer): string {
  return text
    .replaceAll(DATABASE_URL, (_, server) => `postgres://${database}:${database}${server}/${database}`)
    .replaceAll(MODEL.name, name)
    .replaceAll(String(MODEL.port), String(port));
}

/** Repeats each block of a text that is the model's, as the consumer's, right behind it. */
export function repeatBlocks(
  blocks: readonly string[],
  isModels: (block: string) => boolean,
  consumer: Consumer,
): string[] {
  return blocks.flatMap((block) => (isModels(block) ? [block, likeModel(block, consumer)] : [block]));
}
