import { InventoryReserved, OrderCancelled, OrderRejected, type Topic } from '@orderflow/contracts';
import { OrderStatus } from '@orderflow/order-api/domain';
import { TransactionState } from '@orderflow/transaction/domain';
import {
  answer,
  cancel,
  type Event,
  type Group,
  handle,
  logName,
  PARTITIONS,
  subscriptions,
  timeOut,
  type World,
} from './world.js';

/** Something that can happen next; the name tells it in a trace. */
export interface Step {
  readonly name: string;
  readonly take: () => World;
}

interface Position {
  readonly group: Group;
  readonly topic: Topic;
  readonly partition: number;
}

const positions: readonly Position[] = Object.entries(subscriptions).flatMap(([group, topics]) =>
  topics.flatMap((topic) =>
    Array.from({ length: PARTITIONS }, (_, partition) => ({ group: group as Group, topic, partition })),
  ),
);

/** What must happen sooner or later: events are handled, up to `maxBatch` at once, and the provider answers. */
export function pendingSteps(world: World, maxBatch: number): Step[] {
  return [...positions.flatMap((position) => readSteps(world, position, maxBatch)), ...answerSteps(world)];
}

/** What may happen at any moment: the customer cancels, a deadline passes. */
export function surprises(world: World, orderId: string): Step[] {
  const { status } = world.orders.get(orderId)!;
  const steps: Step[] = [];
  if (status !== OrderStatus.Rejected && status !== OrderStatus.Cancelled) {
    steps.push({ name: `cancel ${orderId}`, take: () => cancel(world, orderId) });
  }
  if (status === OrderStatus.Pending || status === OrderStatus.Reserved) {
    steps.push({ name: `time out ${orderId}`, take: () => timeOut(world, orderId) });
  }
  return steps;
}

/** The events that a group has handled already, of all its partitions. */
export function handledBy(world: World, group: Group): Event[] {
  return positions
    .filter((position) => position.group === group)
    .flatMap((position) => logOf(world, position).slice(0, handledAt(world, position)))
    .filter((event) => concerns(group, event));
}

function readSteps(world: World, position: Position, maxBatch: number): Step[] {
  const from = handledAt(world, position);
  const left = logOf(world, position).length - from;
  return Array.from({ length: Math.min(left, maxBatch) }, (_, index) => ({
    name: `${nameOf(position)} handles ${index + 1} of ${left}`,
    take: () => read(world, position, from + index + 1),
  }));
}

function read(world: World, position: Position, to: number): World {
  const batch = logOf(world, position).slice(handledAt(world, position), to);
  const after = handle(
    world,
    position.group,
    batch.filter((event) => concerns(position.group, event)),
  );
  return { ...after, handled: new Map(after.handled).set(nameOf(position), to) };
}

function answerSteps(world: World): Step[] {
  return [...world.transactions.values()]
    .filter(({ state }) => state === TransactionState.Charging)
    .flatMap(({ orderId }) => [
      { name: `approve ${orderId}`, take: () => answer(world, orderId, { kind: 'approved' }) },
      {
        name: `refuse ${orderId}`,
        take: () => answer(world, orderId, { kind: 'refused', detail: 'The card has expired' }),
      },
    ]);
}

/** The events that a service has a handler for, of the topics that it reads. */
function concerns(group: Group, event: Event): boolean {
  if (group !== 'transaction') return true;
  return [InventoryReserved, OrderCancelled, OrderRejected].some((type) => event instanceof type);
}

function logOf(world: World, { topic, partition }: Position): readonly Event[] {
  return world.logs.get(logName(topic, partition)) ?? [];
}

function handledAt(world: World, position: Position): number {
  return world.handled.get(nameOf(position)) ?? 0;
}

function nameOf({ group, topic, partition }: Position): string {
  return `${group} ${logName(topic, partition)}`;
}
