import { type Tree } from '@nx/devkit';
import { type Consumer } from '../consumer.js';
import { edit, MODEL, repeatBlocks } from '../edit.js';

/** Of its replicas too. */
const CONTAINER = new RegExp(`^ {2}${MODEL.name}(-\\d+)?:`);
const BETWEEN_CONTAINERS = /(?<=\n\n)(?= {2}[\w-]+:(?: &[\w-]+)?\n)/;

/** The containers, with a password in a secured Kafka, the topic of dead letters, and the database with its role. */
export function addToCompose(tree: Tree, consumer: Consumer): void {
  const { name, database } = consumer;
  const repeatContainers = (text: string) =>
    repeatBlocks(text.split(BETWEEN_CONTAINERS), (block) => CONTAINER.test(block), consumer);
  edit(tree, 'docker-compose.yml', (text) => repeatContainers(text).join(''));
  const passwordOf = (service: string) => `$${service.toUpperCase()}_KAFKA_SASL_PASSWORD`;
  edit(tree, 'deploy/compose/secure.yml', (text) =>
    repeatContainers(text)
      .map((block) =>
        block.startsWith(`  ${name}:`) ? block.replace(passwordOf(MODEL.name), passwordOf(database)) : block,
      )
      .join(''),
  );
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
