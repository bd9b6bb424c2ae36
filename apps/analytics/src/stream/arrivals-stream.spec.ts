import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger, type MessageEvent } from '@nestjs/common';
import type { Arrivals, ArrivalsRepository, OwnArrival } from '../event-log/arrivals.repository.js';
import { ArrivalsStream } from './arrivals-stream.js';
import { StreamPace } from './stream-pace.js';

let written: number;
let looks: number;
let lookedFor: readonly string[];
let lookMs: number;
let broken: boolean;
let stream: ArrivalsStream;

const repository = {
  look: async (_since: Date | undefined, told: readonly string[], customers: readonly string[]): Promise<Arrivals> => {
    looks++;
    lookedFor = customers;
    if (broken) throw new Error('no database');
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    const writers = Array.from({ length: written }, (_, at) => String(at)).filter((writer) => !told.includes(writer));
    return {
      at: new Date(),
      byType: { ORDER_CREATED: writers.length, ORDER_CONFIRMED: 1 },
      sample: [],
      own: customers.map(ownArrival),
      writers,
    };
  },
} as ArrivalsRepository;

const ownArrival = (customerId: string): OwnArrival => ({
  customerId,
  id: '1',
  type: 'ORDER_CREATED',
  orderId: `of ${customerId}`,
  topic: 'order-events',
  partition: 0,
  offset: 0,
  source: '/order-api',
  time: new Date(),
});

function listen(to = stream.events()) {
  const heard: MessageEvent[] = [];
  const client = { heard, ended: false, leave: () => subscription.unsubscribe() };
  const subscription = to.subscribe({
    next: (event) => heard.push(event),
    complete: () => (client.ended = true),
  });
  return client;
}

/** Lets this much time pass, with something written every 10 ms. */
async function busy(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 10) {
    written++;
    await jest.advanceTimersByTimeAsync(10);
  }
}

const dataOf = ({ data }: MessageEvent) => JSON.parse(data as string) as { total: number; byType: object };

beforeAll(() => {
  Logger.overrideLogger(false);
});
beforeEach(() => {
  jest.useFakeTimers();
  [written, looks, lookMs, broken] = [3, 0, 0, false];
  stream = new ArrivalsStream(repository, new StreamPace());
});
afterEach(() => {
  stream.onModuleDestroy();
  jest.useRealTimers();
});

describe('ArrivalsStream', () => {
  it('tells what has come since it began, at most four times a second and only when something has', async () => {
    const client = listen();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(client.heard).toEqual([]);
    await busy(1_000);
    expect(client.heard).toHaveLength(4);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(client.heard.length).toBeLessThanOrEqual(5);
    expect(client.heard[0]).toMatchObject({ type: 'events' });
    expect(client.heard[0]!.id).toBeUndefined();
    const told = client.heard.map(dataOf).map(({ total }) => total - 1);
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(100);
    expect(dataOf(client.heard[0]!).byType).toEqual({ ORDER_CREATED: told[0], ORDER_CONFIRMED: 1 });
  });

  it('looks as often for a hundred clients as for one, and not at all when they have gone', async () => {
    const clients = Array.from({ length: 100 }, () => listen());
    await busy(990);
    expect(looks).toBe(4);
    expect(clients.every(({ heard }) => heard.length === 3)).toBe(true);
    for (const client of clients) client.leave();
    await busy(1_000);
    expect(looks).toBe(4);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('begins anew for a client that comes after all have gone', async () => {
    const first = listen();
    await busy(500);
    first.leave();
    await busy(1_000);
    const second = listen();
    await jest.advanceTimersByTimeAsync(500);
    expect(second.heard).toEqual([]);
    await busy(250);
    expect(dataOf(second.heard[0]!).total).toBeLessThan(50);
  });

  it('looks less often when a look takes long, so that nine tenths of the time are free', async () => {
    lookMs = 100;
    listen();
    await jest.advanceTimersByTimeAsync(9_990);
    expect(looks).toBe(10);
  });

  it('tells what came while the database was away', async () => {
    const client = listen();
    await jest.advanceTimersByTimeAsync(250);
    broken = true;
    await busy(1_000);
    broken = false;
    await jest.advanceTimersByTimeAsync(250);
    const told = client.heard.map((event) => dataOf(event).total - 1);
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(100);
  });

  it('tells each customer its own, and looks for those only who listen', async () => {
    const clients = ['ANN', 'ANN', 'BOB'].map((customerId) => listen(stream.eventsOf(customerId)));
    const admin = listen();
    await busy(500);
    expect([lookedFor, looks]).toEqual([['ANN', 'BOB'], 2]);
    expect(clients.map(({ heard }) => dataOf(heard[0]!))).toMatchObject([
      { total: 1, sample: [{ orderId: 'of ANN' }] },
      { total: 1, sample: [{ orderId: 'of ANN' }] },
      { total: 1, byType: { ORDER_CREATED: 1 }, sample: [{ orderId: 'of BOB' }] },
    ]);
    clients[0]!.leave();
    clients[2]!.leave();
    await busy(250);
    expect(lookedFor).toEqual(['ANN']);
    clients[1]!.leave();
    await busy(250);
    expect(lookedFor).toEqual([]);
    admin.leave();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends for every client when the service stops, and for one that comes then', () => {
    const clients = [listen(), listen(stream.eventsOf('ANN'))];
    stream.onModuleDestroy();
    expect([...clients, listen(), listen(stream.eventsOf('ANN'))].every(({ ended }) => ended)).toBe(true);
  });
});
