import { type Tree } from '@nx/devkit';
import { type Consumer } from '../consumer.js';
import { edit, MODEL, repeatBlocks } from '../edit.js';

/** Of its replicas too. */
const CONTAINER = new RegExp(`^ {2}${MODEL.name}(-\\d+)?:`);
const BETWEEN_CONTAINERS = /(?<=\n\n)(?= {2}[\w-]+:(?: &[\w-]+)?\n)/;

/** The containers, the topic of dead letters, and the database with its role. */
export function addToCompose(tree: Tree, consumer: Consumer): void {
  edit(tree, 'docker-compose.yml', (text) =>
    repeatBlocks(text.split(BETWEEN_CONTAINERS), (block) => CONTAINER.test(block), consumer).join(''),
  );
  const { name, database } = consumer;
  edit(tree, 'deploy/compose/create-topics.sh', (text) =>
    text.replace(/^(for service in .*)(; do)$/m, (_, services, end) => `${services} ${name}${end}`),
  );
  edit(
    tree,
    'deploy/compose/create-databases.sql',
    (text) =>
      `${text.trimEnd()}\nCREATE ROLE ${database} LOGIN PASSWORD '${database}';\n` +
      `CREATE DATABASE ${database} OWNER ${database};\n`,
  );
}
