import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { OrderQueries } from './order.queries.js';
import { SettlementWatch } from './settlement-watch.js';

const LONG_MS = 60_000;
const never = new AbortController().signal;

describe('SettlementWatch', () => {
  const settled = new Set<string>();
  const looks: (readonly string[])[] = [];
  const queries: Pick<OrderQueries, 'settledAmong'> = {
    settledAmong: (ids) => {
      looks.push(ids);
      return Promise.resolve(ids.filter((id) => settled.has(id)));
    },
  };
  let watch = new SettlementWatch(queries as OrderQueries);
  afterEach(() => {
    jest.useRealTimers();
    watch.onModuleDestroy();
    watch = new SettlementWatch(queries as OrderQueries);
    settled.clear();
    looks.length = 0;
  });

  it('looks once for all waiters', async () => {
    const waits = ['1', '2', '2'].map((id) => watch.settled(id, LONG_MS, never));
    settled.add('1').add('2');
    await Promise.all(waits);
    expect(looks).toEqual([['1', '2']]);
  });

  it('ends at once when the order is settled here, and for no other order', async () => {
    jest.useFakeTimers();
    let ended = false;
    const other = watch.settled('2', LONG_MS, never).then(() => (ended = true));
    const wait = watch.settled('1', LONG_MS, never);
    watch.settledHere(['1']);
    await wait;
    expect({ looks, ended }).toEqual({ looks: [], ended: false });
    watch.onModuleDestroy();
    await other;
  });

  it('looks again and again while someone waits, and no longer', async () => {
    jest.useFakeTimers();
    const wait = watch.settled('1', LONG_MS, never);
    await jest.advanceTimersByTimeAsync(100);
    expect(looks).toEqual([['1'], ['1']]);
    settled.add('1');
    await jest.advanceTimersByTimeAsync(50);
    await wait;
    await jest.advanceTimersByTimeAsync(500);
    expect(looks).toHaveLength(3);
  });

  it('ends when the time is over', async () => {
    await watch.settled('1', 20, never);
  });

  it('ends when the client has gone', async () => {
    const client = new AbortController();
    const wait = watch.settled('1', LONG_MS, client.signal);
    client.abort();
    await wait;
  });

  it('ends when the service stops, and waits no more', async () => {
    const wait = watch.settled('1', LONG_MS, never);
    watch.onModuleDestroy();
    await wait;
    await watch.settled('2', LONG_MS, never);
  });

  it('goes on waiting when the database is away', async () => {
    let away = true;
    const flaky = { settledAmong: () => (away ? Promise.reject(new Error('away')) : Promise.resolve(['1'])) };
    const patient = new SettlementWatch(flaky as unknown as OrderQueries);
    const wait = patient.settled('1', LONG_MS, never);
    setTimeout(() => (away = false), 60);
    await wait;
  });
});
