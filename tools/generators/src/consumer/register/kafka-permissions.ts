import { type Tree } from '@nx/devkit';
import { type Consumer } from '../consumer.js';
import { edit } from '../edit.js';

/** What it may do in Kafka, where permissions are kept elsewhere than in its package.json; the gateway may look at it. */
export function addToKafkaPermissions(tree: Tree, { name, topics }: Consumer): void {
  const read = topics.map(({ topic }) => topic);
  const deadLetters = `${name}.dead-letters`;
  edit(tree, 'deploy/kafka/acls.sh', (text) =>
    [
      text,
      `allow ${name} Read topic ${read.join(' ')}`,
      `allow ${name} Read group ${name}`,
      `allow ${name} Write topic ${deadLetters}`,
      `allow gateway Read topic ${deadLetters}`,
      `allow gateway Describe group ${name}`,
      '',
    ].join('\n'),
  );
  const row = `| \`${name}\` | ${read.join(', ')} | ${name} | ${deadLetters} |\n`;
  edit(tree, 'docs/kafka-security.md', (text) => text.replace(/^\| `gateway` \|/m, (gateway) => row + gateway));
}
