import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Journey } from '../../api/analytics';
import type { Order } from '../../api/orders';
import { ApiProblem } from '../../api/problem';
import type { OrderParts, OrderSources } from './order-sources';
import { OrderWatch, type OrderSnapshot } from './order-watch';

const order = (status: Order['status']): Order => ({
  id: 'ORDER-1',
  customerId: 'CUST-123',
  status,
  statusSince: '2026-01-01T12:00:00.000Z',
  createdAt: '2026-01-01T12:00:00.000Z',
  items: [],
});
const journey = (...types: string[]): Journey => ({
  orderId: 'ORDER-1',
  durationMs: 0,
  steps: types.map((type, offset) => ({
    id: `${offset}`,
    type,
    time: '2026-01-01T12:00:00.000Z',
    ingestedAt: '2026-01-01T12:00:00.000Z',
    msSincePrevious: null,
    source: '/test',
    topic: 'order-events',
    partition: 0,
    offset,
    correlationId: null,
  })),
});
const parts: OrderParts = { reservation: {}, transaction: {}, notifications: {}, parkings: [], parkingErrors: [] };

let now: Order | ApiProblem;
let seen: Journey | undefined;
let known: OrderParts;
let looks: number;
let partsRead: number;
let told: OrderSnapshot[];
let idle: boolean;
let sourcesHang: boolean;
let watch: OrderWatch;

const sources: OrderSources = {
  order: () => {
    looks++;
    return now instanceof ApiProblem ? Promise.reject(now) : Promise.resolve(now);
  },
  journey: () => Promise.resolve(seen),
  parts: () => {
    partsRead++;
    return sourcesHang ? new Promise(() => undefined) : Promise.resolve(known);
  },
};

beforeEach(() => {
  jest.useFakeTimers();
  [now, seen, known] = [order('PENDING'), undefined, parts];
  [looks, partsRead, told, idle] = [0, 0, [], false];
  sourcesHang = false;
  watch = new OrderWatch(
    sources,
    (snapshot) => told.push(snapshot),
    () => idle,
  );
});
afterEach(() => {
  watch.stop();
  jest.useRealTimers();
});

describe('OrderWatch', () => {
  it('goes on while a confirmed order is still to be sold by inventory', async () => {
    const reservation = {
      orderId: 'ORDER-1',
      state: 'RESERVED',
      items: [],
      updatedAt: '2026-01-01T12:00:00.000Z',
    } as const;
    [now, seen] = [order('CONFIRMED'), journey('ORDER_CREATED', 'ORDER_CONFIRMED')];
    known = { ...parts, reservation: { value: reservation } };
    watch.start();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(told.at(-1)).toMatchObject({ following: true });
    known = { ...parts, reservation: { value: { ...reservation, state: 'SOLD' } } };
    await jest.advanceTimersByTimeAsync(60_000);
    expect(told.at(-1)).toMatchObject({ parts: { reservation: { value: { state: 'SOLD' } } }, following: false });
  });

  it('tells by itself when the order is confirmed, and stops a while after', async () => {
    watch.start();
    await jest.advanceTimersByTimeAsync(400);
    expect(told.at(-1)).toMatchObject({ order: { status: 'PENDING' }, following: true });
    [now, seen] = [order('CONFIRMED'), journey('ORDER_CREATED', 'ORDER_CONFIRMED')];
    await jest.advanceTimersByTimeAsync(600);
    expect(told.at(-1)).toMatchObject({ order: { status: 'CONFIRMED' }, journey: { steps: [{}, {}] } });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(told.at(-1)!.following).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('goes on while an event of the order is parked, though the order is confirmed', async () => {
    [now, seen] = [order('CONFIRMED'), journey('ORDER_CREATED', 'ORDER_CONFIRMED')];
    const letter = { state: 'dead' } as OrderParts['parkings'][number]['letter'];
    known = { ...parts, parkings: [{ service: 'notification', letter }] };
    watch.start();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(told.at(-1)!.following).toBe(true);
  });

  it('reads the other services with the two looks after a change, else every four seconds', async () => {
    watch.start();
    await jest.advanceTimersByTimeAsync(3_900);
    expect([looks, partsRead]).toEqual([5, 2]);
    await jest.advanceTimersByTimeAsync(1_600);
    expect([looks, partsRead]).toEqual([6, 3]);
    now = order('RESERVED');
    await jest.advanceTimersByTimeAsync(4_000);
    expect([looks, partsRead]).toEqual([8, 5]);
  });

  it('tells of the order though another service does not answer', async () => {
    sourcesHang = true;
    watch.start();
    await jest.advanceTimersByTimeAsync(0);
    now = order('CONFIRMED');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(told.at(-1)).toMatchObject({ order: { status: 'CONFIRMED' } });
    expect(partsRead).toBe(1);
  });

  it('looks at once when it is poked, also after it had stopped', async () => {
    [now, seen] = [order('CONFIRMED'), journey('ORDER_CREATED', 'ORDER_CONFIRMED')];
    watch.start();
    await jest.advanceTimersByTimeAsync(60_000);
    const before = looks;
    now = order('CANCELLED');
    watch.poke();
    await jest.advanceTimersByTimeAsync(0);
    expect(looks).toBe(before + 1);
    expect(told.at(-1)).toMatchObject({ order: { status: 'CANCELLED' }, following: true });
  });

  it('looks once more after a look that was under way when it was poked', async () => {
    watch.start();
    watch.poke();
    watch.poke();
    await jest.advanceTimersByTimeAsync(100);
    expect(looks).toBe(2);
  });

  it('spares the services while nobody looks', async () => {
    watch.start();
    await jest.advanceTimersByTimeAsync(0);
    idle = true;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks).toBe(1);
    idle = false;
    await jest.advanceTimersByTimeAsync(2_000);
    expect(looks).toBe(2);
  });

  it('looks once even in a frozen view, so that there is something to see', async () => {
    idle = true;
    watch.start();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks).toBe(1);
    expect(told.at(-1)).toMatchObject({ order: { status: 'PENDING' } });
  });

  it('keeps what it knows when the order cannot be read, and tries on', async () => {
    watch.start();
    await jest.advanceTimersByTimeAsync(0);
    now = new ApiProblem(503, { code: 'UPSTREAM.UNAVAILABLE' });
    await jest.advanceTimersByTimeAsync(30_000);
    expect(told.at(-1)).toMatchObject({ order: { status: 'PENDING' }, error: { status: 503 }, following: true });
    now = order('PENDING');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(told.at(-1)!.error).toBeUndefined();
  });

  it('asks no other service about an order that does not exist, and gives it up', async () => {
    now = new ApiProblem(404, { code: 'ORDER.NOT_FOUND' });
    watch.start();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(told.at(-1)).toMatchObject({ error: { status: 404 }, following: false });
    expect(partsRead).toBe(0);
  });

  it('is silent after it was stopped, even if an answer comes later', async () => {
    watch.start();
    watch.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
