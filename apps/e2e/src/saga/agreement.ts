import { expect } from '@jest/globals';
import { rollUp } from '@orderflow/analytics/domain';
import {
  catalogue,
  contractOf,
  type EventClass,
  InventoryInsufficient,
  jsonSchemaOf,
  Topic,
} from '@orderflow/contracts';
import { ReservationState, type StockChange } from '@orderflow/inventory/domain';
import { emailFor, type NotifiableEvent } from '@orderflow/notification/domain';
import { TransactionState } from '@orderflow/transaction/domain';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { handledBy } from './steps.js';
import { handle, type Event, type Group, subscriptions, type World } from './world.js';

const legalSequences: Record<Topic, RegExp> = {
  [Topic.OrderEvents]: /^ORDER_CREATED( ORDER_CONFIRMED( ORDER_CANCELLED)?| ORDER_REJECTED| ORDER_CANCELLED)?$/,
  [Topic.InventoryEvents]: /^(INVENTORY_RESERVED( INVENTORY_RELEASED)?|INVENTORY_INSUFFICIENT)$/,
  [Topic.TransactionEvents]: /^(ORDER_PROCESSED( ORDER_REFUNDED)?|ORDER_DECLINED)$/,
};

const ajv = addFormats.default(new Ajv2020());
const schemas = new Map(catalogue.map((event) => [event, ajv.compile(jsonSchemaOf(event))]));

/** Holds at every moment. `units`: what there was of each item in the beginning. */
export function expectSound(world: World, units: ReadonlyMap<string, number>): void {
  expect(world.impossible).toEqual([]);
  expect([...world.stock].filter(([itemId, level]) => !isBalanced(level, units.get(itemId)))).toEqual([]);
  expect(sequencesOf(world).filter(({ topic, types }) => !legalSequences[topic].test(types))).toEqual([]);
}

function isBalanced({ available, reserved, sold }: StockChange, units: number | undefined): boolean {
  return Math.min(available, reserved, sold) >= 0 && available + reserved + sold === units;
}

/** The types of each order's events on each topic. */
function sequencesOf(world: World): { orderId: string; topic: Topic; types: string }[] {
  const sequences = new Map<string, { orderId: string; topic: Topic; types: string }>();
  for (const event of allEvents(world)) {
    const { topic, type } = contractOf(event) as EventClass & { readonly topic: Topic };
    const key = `${event.orderId} ${topic}`;
    const before = sequences.get(key);
    sequences.set(key, { orderId: event.orderId, topic, types: before ? `${before.types} ${type}` : type });
  }
  return [...sequences.values()];
}

/** Holds at every moment: an event that comes again, however late, changes nothing, even if no inbox stops it. */
export function expectRepeatsTolerated(world: World): void {
  for (const group of Object.keys(subscriptions) as Group[]) {
    expect(handle(world, group, handledBy(world, group))).toBe(world);
  }
}

/** Holds when there is nothing left to do. */
export function expectAgreement(world: World): void {
  for (const orderId of world.orders.keys()) expectAgreementOn(world, orderId);
  expectAnalyticsToAgree(world);
  expectEachMessageOnce(world);
  expectContractsKept(world);
}

/** The states of the order, its reservation and its transaction. */
export function endOf({ orders, reservations, transactions }: World, orderId: string): string {
  const reservation = reservations.get(orderId)?.state ?? ReservationState.New;
  const transaction = transactions.get(orderId)?.state ?? TransactionState.New;
  return `${orders.get(orderId)!.status} ${reservation} ${transaction}`;
}

function expectAgreementOn(world: World, orderId: string): void {
  const end = endOf(world, orderId);
  expect(end).toMatch(
    /^CONFIRMED SOLD PROCESSED$|^(REJECTED|CANCELLED) (REFUSED|RELEASED|RETURNED|CLOSED) (NEW|DECLINED|VOID|REFUNDED)$/,
  );
  const { stockReturnedAt, refundedAt } = world.orders.get(orderId)!;
  expect(stockReturnedAt !== undefined).toBe(/RELEASED|RETURNED/.test(end));
  expect(refundedAt !== undefined).toBe(/REFUNDED/.test(end));
}

function expectAnalyticsToAgree(world: World): void {
  const { minutes, items } = rollUp(allEvents(world).map((event) => ({ event, at: new Date(0) })));
  const kept = [...world.transactions.values()].filter(({ state }) => state === TransactionState.Processed);
  expect(minutes[0]).toMatchObject({
    orders: world.orders.size,
    revenueCents: kept.reduce((sum, { charge }) => sum + charge!.total, 0),
  });
  for (const [itemId, { reserved, sold }] of world.stock) {
    expect(reserved).toBe(0);
    expect(items.find((item) => item.itemId === itemId)?.units ?? 0).toBe(sold);
  }
}

function expectEachMessageOnce(world: World): void {
  const told = allEvents(world)
    .filter(isNotifiable)
    .flatMap((event) => emailFor(event) ?? [])
    .map(({ orderId, kind }) => `${orderId} ${kind}`);
  expect(told).toHaveLength(new Set(told).size);
}

function expectContractsKept(world: World): void {
  expect(allEvents(world).filter((event) => !schemas.get(contractOf(event))!(event))).toEqual([]);
}

function isNotifiable(event: Event): event is Event & NotifiableEvent {
  return contractOf(event).topic === Topic.OrderEvents || event instanceof InventoryInsufficient;
}

function allEvents(world: World): Event[] {
  return [...world.logs.values()].flat();
}
