import { setTimeout as delay } from 'node:timers/promises';
import type { Observer } from '@orderflow/platform';
import { eventually } from '@orderflow/testing';
import { failInserts, healInserts } from '../faults/failing-inserts.js';
import { readStock } from '../oracle/sources/rest.js';
import type { ChaosSystem } from '../system/chaos-system.js';
import { withProducer } from '../system/kafka.js';
import { Confirmations } from './confirmations.js';
import { PoisonFeed } from './poison-feed.js';
import { poisonLatencyOf, type PoisonLatency, type Round } from './report.js';

export interface PoisonLatencyOptions {
  /** Healthy ones, of which half have poison for company. */
  readonly orders: number;
  /** Orders a second. */
  readonly rate: number;
}

const ROUNDS = 5;
const WARM_UP_S = 5;
/** Whose orders cannot be charged: the handler's insert fails. */
const FAILING_CUSTOMER = 'CUST-FAILING';
const SETTLED_WITHIN_MS = 60_000;
/** An order comes to four messages: confirmed, it is created, reserved, processed and confirmed. */
const ORDERS_PER_POISON = 25;
const ORDERS_PER_FAILURE = 100;

/**
 * Measures how long healthy orders take from POST to CONFIRMED, without and with 1 % poison: one message in a hundred on
 * the topics is no event or a wrong one, and one order in a hundred makes a handler fail. Rounds of both kinds take turns,
 * so that both see the same machine. The system must have no other load.
 * @throws Error when a healthy order is not confirmed within a minute.
 */
export async function measurePoisonLatency(
  system: ChaosSystem,
  { orders, rate }: PoisonLatencyOptions,
  observer: Observer,
): Promise<PoisonLatency> {
  const { kafkaBrokers } = system.addresses;
  const items = await restockAll(system, orders);
  const confirmations = await Confirmations.follow(kafkaBrokers);
  const load = new Load(system, items, confirmations, rate);
  const perRound = Math.ceil(orders / ROUNDS / 2);
  await failInserts(system, 'transaction', 'transaction', `NEW.customer_id = '${FAILING_CUSTOMER}'`);
  try {
    return await withProducer(kafkaBrokers, async (producer) => {
      const poison = new PoisonFeed(producer);
      const rounds: Round[] = [];
      // What runs for the first time is slow, and not for the poison's sake.
      await load.poisoned(rate * WARM_UP_S, poison);
      while (rounds.length < ROUNDS) {
        observer.progress('Measuring', rounds.length / ROUNDS);
        rounds.push(await load.round(perRound, poison, rounds.length % 2 === 0));
      }
      return poisonLatencyOf(rounds);
    });
  } finally {
    await healInserts(system, 'transaction');
    await confirmations.close();
  }
}

/** More of everything than all orders can take. Answers the items. */
async function restockAll(system: ChaosSystem, units: number): Promise<string[]> {
  const items = (await readStock(system.url('inventory'))).map(({ itemId }) => itemId);
  for (const itemId of items) {
    const headers = { 'Idempotency-Key': 'poison-latency' };
    await post(`${system.url('inventory')}/inventory/${itemId}/restock`, { quantity: 2 * units }, headers);
  }
  return items;
}

interface Placed {
  readonly orderId: string;
  readonly sentAt: number;
}

/** Orders at an even pace, whatever becomes of those before. */
class Load {
  constructor(
    private readonly system: ChaosSystem,
    private readonly items: readonly string[],
    private readonly confirmations: Confirmations,
    private readonly rate: number,
  ) {}

  /** The kind that comes first changes from round to round: what one leaves behind would burden always the same other. */
  async round(orders: number, poison: PoisonFeed, cleanFirst: boolean): Promise<Round> {
    if (cleanFirst) return { clean: await this.clean(orders), poisoned: await this.poisoned(orders, poison) };
    const poisoned = await this.poisoned(orders, poison);
    return { clean: await this.clean(orders), poisoned };
  }

  /** Answers how long each order took, in milliseconds. */
  clean(orders: number): Promise<number[]> {
    return this.place(orders, () => Promise.resolve());
  }

  /** Answers how long each healthy order took, when nothing is tried again any more. */
  async poisoned(orders: number, poison: PoisonFeed): Promise<number[]> {
    const times = await this.place(orders, async (nth) => {
      if (nth % ORDERS_PER_POISON === 0) await poison.sendNext();
      if (nth % ORDERS_PER_FAILURE === 0) await this.order(nth, FAILING_CUSTOMER);
    });
    await eventually(() => this.nothingRetried(), SETTLED_WITHIN_MS);
    return times;
  }

  private async place(orders: number, beside: (nth: number) => Promise<void>): Promise<number[]> {
    const began = performance.now();
    const underWay: Promise<Placed>[] = [];
    const besides: Promise<void>[] = [];
    for (let nth = 1; nth <= orders; nth += 1) {
      await delay(Math.max(0, began + (nth * 1_000) / this.rate - performance.now()));
      underWay.push(this.order(nth, 'CUST-HEALTHY'));
      besides.push(beside(nth));
    }
    const [placed] = await Promise.all([Promise.all(underWay), Promise.all(besides)]);
    return this.timesOf(placed);
  }

  private async order(nth: number, customerId: string): Promise<Placed> {
    const items = [{ itemId: this.items[nth % this.items.length], quantity: 1 }];
    const sentAt = performance.now();
    const { id } = await post<{ id: string }>(`${this.system.url('order-api')}/orders`, { customerId, items });
    return { orderId: id, sentAt };
  }

  private async timesOf(placed: readonly Placed[]): Promise<number[]> {
    await eventually(() => placed.every(({ orderId }) => this.confirmations.timeOf(orderId)), SETTLED_WITHIN_MS);
    return placed.map(({ orderId, sentAt }) => this.confirmations.timeOf(orderId)! - sentAt);
  }

  private async nothingRetried(): Promise<boolean> {
    for (const service of Object.keys(this.system.addresses.databaseUrls)) {
      const waiting = await this.system.databases.query(
        service,
        `SELECT FROM parked_event WHERE state = 'retrying' LIMIT 1`,
      );
      if (waiting.length > 0) return false;
    }
    return true;
  }
}

async function post<Body>(url: string, body: object, headers: Record<string, string> = {}): Promise<Body> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${url} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}
