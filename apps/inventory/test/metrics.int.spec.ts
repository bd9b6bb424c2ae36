import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventOf, OrderConfirmed } from '@orderflow/contracts';
import { documentedMetrics, Scrape } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

describe('the metrics of inventory', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
  }, 60_000);
  afterAll(() => bed.close());

  it('are those of docs/metrics.md', async () => {
    expect((await Scrape.of(bed.first)).names).toEqual(documentedMetrics('inventory'));
  });

  it('count confirmations of orders that hold nothing', async () => {
    const items = [{ itemId: 'ITEM-001', quantity: 1, unitPrice: 100 }];
    const order = { orderId: uuid(), customerId: 'CUST-123', items, total: 100, currency: 'USD' };
    await bed.kafka.publish(eventOf(OrderConfirmed, order));
    const counted = async () =>
      (await Scrape.of(bed.first)).value('orderflow_impossible_events_total', { type: 'ORDER_CONFIRMED' });
    expect(await eventually(counted)).toBe(1);
  });
});
