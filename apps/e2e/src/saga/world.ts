import { Topic, contractOf } from '@orderflow/contracts';
import {
  decideBatch as decideReservations,
  type OrderEvent,
  type Reservation,
  type StockChange,
} from '@orderflow/inventory/domain';
import {
  decideBatch as decideOrders,
  decideCancel,
  decideTimeout,
  type Order,
  type OrderNews,
  placeOrder,
} from '@orderflow/order-api/domain';
import {
  decideAnswerBatch,
  decideNewsBatch,
  newTransaction,
  type OrderNews as PaymentNews,
  type PriceList,
  type ProviderAnswer,
  type Transaction,
} from '@orderflow/transaction/domain';

export type Event = object & { readonly orderId: string };
type Log = readonly Event[];

/**
 * The whole system at one moment, as data: every service's rows, every partition's events, and how far each consumer
 * group has read. A step makes a new world, as one transaction of one service would.
 */
export interface World {
  readonly priceList: PriceList;
  readonly orders: ReadonlyMap<string, Order>;
  readonly reservations: ReadonlyMap<string, Reservation>;
  readonly transactions: ReadonlyMap<string, Transaction>;
  /** Units of each item at each place. */
  readonly stock: ReadonlyMap<string, StockChange>;
  /** By topic and partition, in order of publication. */
  readonly logs: ReadonlyMap<string, Log>;
  /** How many events a consumer group has handled, by group, topic and partition. */
  readonly handled: ReadonlyMap<string, number>;
  /** Events that a service has counted as impossible. */
  readonly impossible: readonly Event[];
}

export type Group = 'order-api' | 'inventory' | 'transaction';

export const subscriptions = {
  'order-api': [Topic.InventoryEvents, Topic.TransactionEvents],
  inventory: [Topic.OrderEvents],
  transaction: [Topic.InventoryEvents, Topic.OrderEvents],
} as const satisfies Record<Group, readonly Topic[]>;

/** Two partitions: some orders share one, and some do not. */
export const PARTITIONS = 2;

/** Time plays no part: the model lets a deadline pass at any moment. */
const now = new Date(0);

export type Request = Parameters<typeof placeOrder>[1] & { readonly id: string };

/** All orders are placed; nobody has read of them. `available` in units by item. */
export function worldOf(
  available: ReadonlyMap<string, number>,
  priceList: PriceList,
  requests: readonly Request[],
): World {
  const placed = requests.map(({ id, ...request }) => placeOrder(id, request, now));
  const empty: World = {
    priceList,
    orders: new Map(placed.map(({ order }) => [order.id, order])),
    reservations: new Map(),
    transactions: new Map(),
    stock: new Map([...available].map(([itemId, units]) => [itemId, { available: units, reserved: 0, sold: 0 }])),
    logs: new Map(),
    handled: new Map(),
    impossible: [],
  };
  return publish(
    empty,
    placed.map(({ event }) => event),
  );
}

export function cancel(world: World, orderId: string): World {
  return saveOrder(world, decideCancel(world.orders.get(orderId)!, now));
}

export function timeOut(world: World, orderId: string): World {
  return saveOrder(world, decideTimeout(world.orders.get(orderId)!, now));
}

function saveOrder(world: World, { order, events }: { order: Order; events: readonly Event[] }): World {
  return publish({ ...world, orders: new Map(world.orders).set(order.id, order) }, events);
}

export function answer(world: World, orderId: string, answer: ProviderAnswer): World {
  const { transactions, events } = decideAnswerBatch(world.transactions, [{ orderId, answer }]);
  return publish({ ...world, transactions: saved(world.transactions, transactions) }, events);
}

/** What a service does with a batch of events. The world is the same object if they change nothing. */
export function handle(world: World, group: Group, batch: Log): World {
  switch (group) {
    case 'order-api': {
      const { orders, events, impossible } = decideOrders(world.orders, batch as OrderNews[], now);
      if (orders.length + impossible.length === 0) return world;
      const rows = new Map([...world.orders, ...orders.map((order) => [order.id, order] as const)]);
      return publish({ ...world, orders: rows, impossible: [...world.impossible, ...impossible] }, events);
    }
    case 'inventory': {
      const available = new Map([...world.stock].map(([itemId, level]) => [itemId, level.available]));
      const decision = decideReservations(world.reservations, available, batch as OrderEvent[]);
      const { reservations, stock, events, impossible } = decision;
      if (reservations.length + impossible.length === 0) return world;
      return publish(
        {
          ...world,
          reservations: saved(world.reservations, reservations),
          stock: restocked(world.stock, stock),
          impossible: [...world.impossible, ...impossible],
        },
        events,
      );
    }
    case 'transaction': {
      const news = batch as PaymentNews[];
      const fresh = news.map(({ orderId, customerId }) => newTransaction({ id: orderId, orderId, customerId }));
      const rows = new Map([...saved(new Map(), fresh), ...world.transactions]);
      const { transactions, events } = decideNewsBatch(rows, news, world.priceList);
      if (transactions.length === 0) return world;
      return publish({ ...world, transactions: saved(world.transactions, transactions) }, events);
    }
  }
}

function publish(world: World, events: Log): World {
  const logs = new Map(world.logs);
  for (const event of events) {
    const name = logName(contractOf(event).topic, partitionOf(event.orderId));
    logs.set(name, [...(logs.get(name) ?? []), event]);
  }
  return { ...world, logs };
}

export function logName(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

function partitionOf(orderId: string): number {
  return Number(orderId.at(-1)) % PARTITIONS;
}

function saved<Row extends { readonly orderId: string }>(before: ReadonlyMap<string, Row>, rows: readonly Row[]) {
  return new Map([...before, ...rows.map((row) => [row.orderId, row] as const)]);
}

function restocked(before: World['stock'], changes: World['stock']): World['stock'] {
  const stock = new Map(before);
  for (const [itemId, { available, reserved, sold }] of changes) {
    const level = stock.get(itemId)!;
    stock.set(itemId, {
      available: level.available + available,
      reserved: level.reserved + reserved,
      sold: level.sold + sold,
    });
  }
  return stock;
}
