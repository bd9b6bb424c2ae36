import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OrderRejected, RejectionReason, type Topic } from '@orderflow/contracts';
import { workspaceRoot } from '@orderflow/platform';
import { parse } from 'yaml';
import type { Message } from './observed.js';

/** A topic that a consumer group reads, and the types of events that it handles of it; it skips the others. */
export interface Subscription {
  readonly group: string;
  readonly topic: Topic;
  readonly types: readonly string[];
}

interface Reference {
  readonly $ref: string;
}
interface Operation {
  readonly action: 'send' | 'receive';
  readonly channel: Reference;
  readonly messages: readonly Reference[];
  readonly bindings: { readonly kafka: { readonly groupId: { readonly enum: readonly [group: string] } } };
}

/** As docs/asyncapi.yaml says, which a test of tools/asyncapi compares with the handlers. */
export const subscriptions: readonly Subscription[] = received().map(({ channel, messages, bindings }) => ({
  group: bindings.kafka.groupId.enum[0],
  topic: nameIn(channel) as Topic,
  types: messages.map((message) => nameIn(message).replace(/\.v\d+$/, '')),
}));

function received(): Operation[] {
  const text = readFileSync(join(workspaceRoot, 'docs/asyncapi.yaml'), 'utf8');
  const { operations } = parse(text) as { operations: Readonly<Record<string, Operation>> };
  return Object.values(operations).filter(({ action }) => action === 'receive');
}

function nameIn({ $ref }: Reference): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

/** Whether the group is to handle a message of the topic rather than skip it. */
export function isHandledBy({ group, types }: Subscription, { type, reason }: Message): boolean {
  if (type === undefined || !types.includes(type)) return false;
  // The one filter by content that leaves an event without any handler: nobody is charged for such an order.
  return !(group === 'transaction' && type === OrderRejected.type && reason !== RejectionReason.TimedOut);
}
