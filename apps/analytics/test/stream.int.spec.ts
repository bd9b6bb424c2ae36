import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Instance } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import type { SummaryView } from '../src/reports/report.dto.js';
import { EventSource } from './fixtures/event-source.js';
import { orderOf } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

jest.setTimeout(60_000);

const pace = { refreshMs: 100, heartbeatMs: 300, retryMs: 3_000 };

describe('the stream', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed(pace);
  });
  afterAll(() => bed.close());

  const connect = ({ url }: Instance, headers?: Record<string, string>) =>
    EventSource.connect(`${url}/analytics/stream`, headers);
  const lastOf = ({ events }: EventSource) => JSON.parse(events.at(-1)?.data ?? '{}') as Partial<SummaryView>;

  it('begins with the summary, and tells each change as it happens', async () => {
    const client = await connect(bed.first);
    expect(client.headers.get('content-type')).toBe('text/event-stream');
    const [first] = await eventually(() => (client.events.length > 0 ? client.events : undefined));
    expect(first).toMatchObject({ event: 'summary', id: '0', retry: '3000' });

    const { created, processed } = orderOf();
    await bed.kafka.publish(created, processed);
    await eventually(() => lastOf(client).events === 2);
    expect(lastOf(client)).toMatchObject({ orders: 1, revenue: 1_999.98 });
    expect(client.events.at(-1)).toMatchObject({ id: '2' });
    await client.leave();
  });

  it('tells no faster than its pace, however many events there are', async () => {
    const before = await bed.read<SummaryView>('/analytics/summary');
    const begun = performance.now();
    const client = await connect(bed.first);
    for (let round = 0; round < 50; round++) await bed.kafka.publish(orderOf().created);
    await eventually(() => lastOf(client).events === before.events + 50);
    const looks = Math.floor((performance.now() - begun) / pace.refreshMs) + 1;
    expect(client.events.length).toBeGreaterThan(1);
    expect(client.events.length).toBeLessThanOrEqual(looks);
    await client.leave();
  });

  it('keeps a quiet connection alive by comments', async () => {
    const client = await connect(bed.first);
    await eventually(() => client.frames.filter(({ comment }) => comment === 'heartbeat').length >= 2);
    expect(client.events).toHaveLength(1);
    await client.leave();
  });

  it('tells a client that comes back nothing that it has heard', async () => {
    const { events } = await bed.read<SummaryView>('/analytics/summary');
    const client = await connect(bed.first, { 'last-event-id': String(events) });
    await bed.kafka.publish(orderOf().created);
    await eventually(() => client.events.length > 0);
    expect(client.events[0]).toMatchObject({ id: String(events + 1) });
    await client.leave();
  });

  it('tells at every instance what any of them has counted, and ends when its instance stops', async () => {
    const other = await bed.startInstance();
    const clients = [await connect(bed.first), await connect(other)];
    const { events } = await bed.read<SummaryView>('/analytics/summary');
    await bed.kafka.publishMany(Array.from({ length: 100 }, () => orderOf().created));
    for (const client of clients) await eventually(() => lastOf(client).events === events + 100);

    await other.close();
    await clients[1]!.ended;
    await clients[0]!.leave();
  });
});
