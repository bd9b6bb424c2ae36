import { basename, dirname, extname } from 'node:path';
import { type Tree, visitNotIgnoredFiles } from '@nx/devkit';
import { type Consumer } from '../consumer.js';
import { edit, likeModel, MODEL, repeatBlocks } from '../edit.js';

const FOLDER = 'deploy/kubernetes';
/** An object of Kubernetes, or a patch of one, that is the model's and no other's. */
const OBJECT = new RegExp(`^metadata:(?:\\n  name:| \\{ name:) ${MODEL.name}\\b`, 'm');
/** An entry of a list that names it: a file, an image. */
const ENTRY = new RegExp(`^ *- .*\\b${MODEL.name}\\b`);
/** A list of services, in a script. */
const LOOP = /^(for service in .*)(; do)$/m;

/** Its objects in the base, its part of what the overlays say of each service, and what the page says of its image and Secret. */
export function addToKubernetes(tree: Tree, consumer: Consumer): void {
  const files: string[] = [];
  visitNotIgnoredFiles(tree, FOLDER, (file) => files.push(file));
  for (const file of files) {
    const text = tree.read(file, 'utf8')!;
    if (basename(file) === `${MODEL.name}.yaml`) {
      tree.write(`${dirname(file)}/${consumer.name}.yaml`, likeModel(text, consumer));
    } else if (extname(file) === '.yaml') {
      tree.write(file, withConsumer(text, consumer));
    } else if (LOOP.test(text)) {
      edit(tree, file, () => withName(text, consumer));
    }
  }
  edit(tree, 'docs/deployment.md', (text) => withRow(withName(text, consumer), consumer));
}

const withName = (text: string, { name }: Consumer) =>
  text.replace(LOOP, (_, services, end) => `${services} ${name}${end}`);

function withRow(page: string, consumer: Consumer): string {
  return repeatBlocks(page.split('\n'), (line) => line.startsWith(`| \`${MODEL.name}\` |`), consumer).join('\n');
}

function withConsumer(text: string, consumer: Consumer): string {
  const objects = text.split(/^---\n/m).map((object) => (OBJECT.test(object) ? object : withEntries(object, consumer)));
  const all = repeatBlocks(objects, (object) => OBJECT.test(object), consumer);
  const isOwn = (object: string) => !objects.includes(object);
  return all.map((object) => (isOwn(object) ? withOwnTriggers(object, consumer) : object)).join('---\n');
}

const withEntries = (object: string, consumer: Consumer) =>
  repeatBlocks(object.split('\n'), (line) => ENTRY.test(line), consumer).join('\n');

/** The model scales by the lag of every topic; the consumer by that of those that it reads. */
function withOwnTriggers(object: string, { topics }: Consumer): string {
  const isItsOwn = (trigger: string) => {
    const [, name] = /\btopic: ([\w-]+)/.exec(trigger) ?? [];
    return name === undefined || topics.some(({ topic }) => topic === name);
  };
  return object
    .split(/^(?= +- type: kafka$)/m)
    .filter(isItsOwn)
    .join('');
}
