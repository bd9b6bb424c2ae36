import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RejectionReason } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import type { SummaryView, TimeseriesView, TopItemsView } from '../src/reports/report.dto.js';
import { orderOf } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

jest.setTimeout(60_000);

const nothing = {
  events: 0,
  orders: 0,
  confirmed: 0,
  rejected: 0,
  rejectedByReason: { INSUFFICIENT_STOCK: 0, DECLINED: 0, TIMED_OUT: 0 },
  cancelled: 0,
  revenue: 0,
};

describe('the figures', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
  });
  afterAll(() => bed.close());

  const summaryAfter = (events: number) =>
    eventually(async () => {
      const summary = await bed.read<SummaryView>('/analytics/summary');
      return summary.events >= events ? summary : undefined;
    });

  it('begin with nothing', async () => {
    expect(await bed.read('/analytics/summary')).toEqual(nothing);
    expect(await bed.read('/analytics/top-items')).toEqual({ items: [] });
  });

  it('count every event once, and revenue net of refunds', async () => {
    const laptops = orderOf();
    const mixed = orderOf([
      { itemId: 'ITEM-001', quantity: 2, unitPrice: 100_000 },
      { itemId: 'ITEM-002', quantity: 5, unitPrice: 10_000 },
    ]);
    const returned = orderOf([{ itemId: 'ITEM-004', quantity: 1, unitPrice: 12_345 }]);
    const [short, declined, late] = [orderOf(), orderOf(), orderOf()];
    for (const { created, reserved, processed, confirmed } of [laptops, mixed, returned]) {
      await bed.kafka.publish(created, reserved, processed, confirmed);
    }
    await bed.kafka.publish(returned.cancelled, returned.released, returned.refunded);
    await bed.kafka.publish(short.created, short.insufficient, short.rejected(RejectionReason.InsufficientStock));
    await bed.kafka.publish(declined.created, declined.declined, declined.rejected(RejectionReason.Declined));
    await bed.kafka.publish(late.created, late.rejected(RejectionReason.TimedOut));
    await summaryAfter(23);

    // Each again, and then one more of the same key: when that is counted, so would be what came before it.
    const [marker, id] = [orderOf(), uuid()];
    const twice = [marker.created, marker.created, marker.confirmed].map((event, at) => ({
      event,
      id: at < 2 ? id : uuid(),
    }));
    await bed.kafka.publishAs(twice);

    expect(await summaryAfter(25)).toEqual({
      events: 25,
      orders: 7,
      confirmed: 4,
      rejected: 3,
      rejectedByReason: { INSUFFICIENT_STOCK: 1, DECLINED: 1, TIMED_OUT: 1 },
      cancelled: 1,
      revenue: 4_499.98,
    });
  });

  it('tell per item, most revenue first, without what came back', async () => {
    const laptop = { itemId: 'ITEM-003', units: 2, revenue: 1_999.98 };
    const workstation = { itemId: 'ITEM-001', units: 2, revenue: 2_000 };
    expect(await bed.read<TopItemsView>('/analytics/top-items?limit=2')).toEqual({ items: [workstation, laptop] });
    const { items } = await bed.read<TopItemsView>('/analytics/top-items');
    expect(items).toEqual([workstation, laptop, { itemId: 'ITEM-002', units: 5, revenue: 500 }]);
  });

  it.each(['minute', 'hour', 'day'])('tell per %s, with the buckets in which nothing happened', async (bucket) => {
    const { items, ...span } = await bed.read<TimeseriesView>(`/analytics/timeseries?bucket=${bucket}`);
    expect(items).toHaveLength(60);
    expect(items[0]).toEqual({ start: span.from, ...nothing, events: undefined });
    const sum = (of: (bucket: (typeof items)[number]) => number) => items.reduce((total, item) => total + of(item), 0);
    expect(sum(({ orders }) => orders)).toBe(7);
    expect(sum(({ rejectedByReason }) => rejectedByReason.DECLINED)).toBe(1);
    expect(Math.round(sum(({ revenue }) => revenue) * 100)).toBe(449_998);
    expect(items.filter(({ orders }) => orders > 0).length).toBeLessThanOrEqual(2);
  });

  it('tell of a span that lies in the past that nothing happened', async () => {
    const query = 'bucket=hour&from=2020-02-28T22:30:00Z&to=2020-02-29T01:00:00Z';
    const { items } = await bed.read<TimeseriesView>(`/analytics/timeseries?${query}`);
    expect(items.map(({ start, orders }) => [start, orders])).toEqual([
      ['2020-02-28T22:00:00.000Z', 0],
      ['2020-02-28T23:00:00.000Z', 0],
      ['2020-02-29T00:00:00.000Z', 0],
    ]);
  });

  it.each([
    ['timeseries?bucket=week', 'bucket'],
    ['timeseries?from=yesterday', 'from'],
    ['timeseries?from=2020-01-01T00:00:00Z', 'from'],
    ['top-items?limit=101', 'limit'],
    ['top-items?color=red', 'color'],
  ])('refuse %s with the name of the field', async (path, field) => {
    const { status, body } = await bed.get(`/analytics/${path}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'REQUEST.INVALID', errors: [{ field }] });
  });

  it('add up over batches', async () => {
    const { events } = await bed.read<SummaryView>('/analytics/summary');
    const { processed } = orderOf([{ itemId: 'TWICE', quantity: 3, unitPrice: 1_000_000 }]);
    for (const batch of [1, 2]) {
      await bed.kafka.publish(processed);
      await summaryAfter(events + batch);
    }
    const { items } = await bed.read<TopItemsView>('/analytics/top-items?limit=1');
    expect(items).toEqual([{ itemId: 'TWICE', units: 6, revenue: 60_000 }]);
  });

  it('stay exact when several instances count at once', async () => {
    const { events, orders, revenue } = await bed.read<SummaryView>('/analytics/summary');
    await bed.startInstance();
    const many = Array.from({ length: 500 }, () => orderOf([{ itemId: 'MANY', quantity: 1, unitPrice: 1 }]));
    await bed.kafka.publishMany(many.flatMap(({ created, processed }) => [created, processed]));
    expect(await summaryAfter(events + 1_000)).toMatchObject({
      events: events + 1_000,
      orders: orders + 500,
      revenue: Number((revenue + 5).toFixed(2)),
    });
  });
});
