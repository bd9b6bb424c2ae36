import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger, type MessageEvent } from '@nestjs/common';
import type { ReportRepository, Totals } from '../reports/report.repository.js';
import { StreamPace } from './stream-pace.js';
import { SummaryStream } from './summary-stream.js';

const none: Totals = {
  events: 0,
  orders: 0,
  confirmed: 0,
  rejectedInsufficientStock: 0,
  rejectedDeclined: 0,
  rejectedTimedOut: 0,
  cancelled: 0,
  revenueCents: 0,
};

let events: number;
let reads: number;
let broken: boolean;
let stream: SummaryStream;

const reports = {
  totals: () => {
    reads++;
    return broken ? Promise.reject(new Error('no database')) : Promise.resolve({ ...none, events });
  },
} as ReportRepository;

function listen(lastEventId?: string) {
  const heard: MessageEvent[] = [];
  const client = { heard, ended: false, leave: () => subscription.unsubscribe() };
  const subscription = stream.events(lastEventId).subscribe({
    next: (event) => heard.push(event),
    complete: () => (client.ended = true),
  });
  return client;
}

/** Lets this much time pass, with something counted every 10 ms. */
async function busy(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 10) {
    events++;
    await jest.advanceTimersByTimeAsync(10);
  }
}

beforeAll(() => {
  Logger.overrideLogger(false);
});
beforeEach(() => {
  jest.useFakeTimers();
  [events, reads, broken] = [7, 0, false];
  stream = new SummaryStream(reports, new StreamPace());
});
afterEach(() => {
  stream.onModuleDestroy();
  jest.useRealTimers();
});

describe('SummaryStream', () => {
  it('begins with the summary as it is', async () => {
    const client = listen();
    await jest.advanceTimersByTimeAsync(0);
    expect(client.heard).toMatchObject([{ id: '7', type: 'summary', retry: 3_000 }]);
    expect(JSON.parse(client.heard[0]!.data as string)).toMatchObject({ events: 7, orders: 0, revenue: 0 });
  });

  it('speaks at most four times a second, however much happens and however late a client comes', async () => {
    const first = listen();
    await busy(990);
    const late = listen();
    expect(first.heard.length).toBe(4);
    await busy(1_000);
    expect(first.heard.length).toBe(8);
    expect(late.heard.length).toBe(4);
  });

  it('looks as often for a hundred clients as for one', async () => {
    const clients = Array.from({ length: 100 }, () => listen());
    await busy(990);
    expect(reads).toBe(4);
    expect(clients.every(({ heard }) => heard.length === 4)).toBe(true);
  });

  it('is silent while nothing changes, but for a heartbeat every 15 s', async () => {
    const client = listen();
    await jest.advanceTimersByTimeAsync(45_000);
    expect(client.heard.slice(1)).toEqual([
      { comment: 'heartbeat' },
      { comment: 'heartbeat' },
      { comment: 'heartbeat' },
    ]);
  });

  it('spares a client that comes back what it has heard', async () => {
    const client = listen('7');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(client.heard).toEqual([]);
    events = 8;
    await jest.advanceTimersByTimeAsync(250);
    expect(client.heard).toMatchObject([{ id: '8' }]);
  });

  it('looks no more when the last client has gone', async () => {
    const [one, other] = [listen(), listen()];
    await jest.advanceTimersByTimeAsync(0);
    one.leave();
    other.leave();
    await busy(1_000);
    expect(reads).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('goes on after the database was away', async () => {
    broken = true;
    const client = listen();
    await jest.advanceTimersByTimeAsync(1_000);
    broken = false;
    await jest.advanceTimersByTimeAsync(250);
    expect(client.heard).toMatchObject([{ id: '7' }]);
  });

  it('ends for every client when the service stops, and for one that comes then', () => {
    const client = listen();
    stream.onModuleDestroy();
    expect([client.ended, listen().ended]).toEqual([true, true]);
  });
});
