import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractOf, eventOf, InventoryReserved, OrderProcessed, Topic } from '@orderflow/contracts';
import { documentedMetrics, promtoolSays, Scrape, type ServiceBed } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { databaseProxy } from './fixtures/database-proxy.js';
import { OrderApi, sampleOrder, testBed } from './fixtures/order-api.js';

const { customerId } = sampleOrder;
const items = [{ itemId: 'ITEM-001', quantity: 2, unitPrice: 100_000 }];

const reserved = (orderId: string) => eventOf(InventoryReserved, { orderId, customerId, items });
const processed = (orderId: string) =>
  eventOf(OrderProcessed, { orderId, customerId, transactionId: uuid(), items, total: 200_000, currency: 'USD' });

describe('the metrics of order-api', () => {
  let bed: ServiceBed;
  let api: OrderApi;
  beforeAll(async () => {
    bed = await testBed();
    api = await OrderApi.start(bed);
  }, 60_000);
  afterAll(() => bed.close());

  const scrape = () => Scrape.of(api);
  const place = async (headers?: Record<string, string>) => (await api.place(sampleOrder, headers)).body.id;
  /** The value, once it is as expected. */
  const becomes = (name: string, labels: Record<string, string | number>, expected: number) =>
    eventually(async () => {
      expect({ name, labels, value: (await scrape()).value(name, labels) }).toEqual({ name, labels, value: expected });
      return true;
    });
  const fate = (topic: string, fate: string, expected: number) =>
    becomes('orderflow_consumer_events_total', { topic, fate }, expected);

  it('are those of docs/metrics.md, and as Prometheus wants them', async () => {
    const { names, text } = await scrape();
    expect(names).toEqual(documentedMetrics('order-api'));
    expect(promtoolSays(text)).toBe('');
  });

  it('count orders that were accepted, each once, and what became of them', async () => {
    const key = { 'idempotency-key': 'once' };
    const confirmed = await place(key);
    await place(key);
    const cancelled = await place();
    await becomes('orderflow_orders_accepted_total', {}, 2);

    await bed.kafka.publish(reserved(confirmed));
    await bed.kafka.publish(processed(confirmed));
    await api.cancel(cancelled);
    await becomes('orderflow_orders_settled_total', { status: 'confirmed', reason: 'none' }, 1);
    await api.cancel(confirmed);
    const { value } = await eventually(async () => {
      const now = await scrape();
      return now.value('orderflow_orders_settled_total', { status: 'cancelled', reason: 'none' }) === 2 && bound(now);
    });
    const settled = 'orderflow_order_settle_duration_seconds';
    expect(value(`${settled}_count`, { status: 'confirmed' })).toBe(1);
    expect(value(`${settled}_sum`, { status: 'confirmed' })).toBeGreaterThan(0);
    expect(value(`${settled}_count`, { status: 'cancelled' })).toBe(1); // the other was settled before
  });

  it('tell what became of events, and how far each partition is', async () => {
    const [orderId, bad, twice] = [await place(), uuid(), uuid()];
    await bed.kafka.publishAs([
      { event: reserved(orderId), id: twice },
      { event: reserved(orderId), id: twice },
    ]);
    await fate(Topic.InventoryEvents, 'duplicate', 1);
    await bed.kafka.send(Topic.InventoryEvents, { key: bad, value: '{}', headers: headersOf(reserved(bad)) });
    await fate(Topic.InventoryEvents, 'dead', 1);
    await bed.kafka.publish(reserved(bad));
    await fate(Topic.InventoryEvents, 'parked', 1);
    await fate(Topic.InventoryEvents, 'handled', 2);
    await becomes('orderflow_parked_events', { state: 'dead' }, 1);
    await becomes('orderflow_parked_events', { state: 'retrying' }, 1);

    const { value, labelValues } = bound(await scrape());
    const topic = Topic.InventoryEvents;
    expect(value('orderflow_consumer_batch_events_sum', { topic })).toBe(5);
    expect(value('orderflow_consumer_transaction_duration_seconds_sum', { topic })).toBeGreaterThan(0);
    expect(labelValues('orderflow_handler_duration_seconds_count', 'handler')).toEqual([
      'INVENTORY_INSUFFICIENT+INVENTORY_RELEASED+INVENTORY_RESERVED',
      'ORDER_DECLINED+ORDER_PROCESSED+ORDER_REFUNDED',
    ]);
    await becomes('orderflow_consumer_lag_events', { topic }, 0);
    expect(value('orderflow_consumer_joined')).toBe(1);
  });

  it('count news of orders that nobody knows', async () => {
    await bed.kafka.publish(reserved(uuid()));
    await becomes('orderflow_impossible_events_total', { type: 'INVENTORY_RESERVED' }, 1);
  });

  it('tell what was sent to Kafka, and what of the pool is taken', async () => {
    await place();
    const topic = Topic.OrderEvents;
    await becomes('orderflow_outbox_events', {}, 0);
    const { value } = bound(await scrape());
    expect(value('orderflow_relay_messages_total', { topic })).toBeGreaterThan(3);
    expect(value('orderflow_relay_bytes_total', { topic })).toBeGreaterThan(1_000);
    expect(value('orderflow_relay_send_duration_seconds_count')).toBeGreaterThan(0);
    expect(value('orderflow_relay_leading')).toBe(1);
    expect(value('orderflow_database_pool_limit')).toBe(10);
    expect(value('orderflow_database_pool_connections')).toBeGreaterThan(0);
    expect(value('orderflow_database_pool_waiting')).toBe(0);
  });

  it('leave out orders that were waited for', async () => {
    const counted = async () =>
      (await scrape()).value('http_server_request_duration_seconds_count', { http_route: '/orders/:id' });
    const id = await place();
    await api.get(`/orders/${id}`, { prefer: 'wait=1' });
    await api.get(`/orders/${id}`);
    await eventually(async () => (await counted()) === 1);
  });
});

describe('the metrics of order-api, when it is alone', () => {
  let bed: ServiceBed;
  beforeAll(async () => {
    bed = await testBed();
  }, 60_000);
  afterAll(() => bed.close());

  it('tell what waits while Kafka is away; when the database does not answer, all that they know themselves', async () => {
    const proxy = await databaseProxy(bed.database.url);
    const api = await OrderApi.startWithoutKafka(bed, { DATABASE_URL: proxy.url });
    await Promise.all([api.place(sampleOrder), api.place(sampleOrder), api.place(sampleOrder)]);
    const waiting = await eventually(async () => {
      const now = await Scrape.of(api);
      return now.value('orderflow_outbox_events') === 3 && now;
    });
    expect(waiting.value('orderflow_outbox_oldest_age_seconds')).toBeGreaterThan(0);
    expect(waiting.value('orderflow_consumer_joined')).toBe(0);

    const locked = await bed.database.hold('LOCK TABLE outbox');
    await eventually(async () => (await Scrape.of(api)).value('orderflow_outbox_events') === undefined);
    await locked.end();
    await eventually(async () => (await Scrape.of(api)).value('orderflow_outbox_events') === 3);

    await proxy.goAway();
    const without = await eventually(async () => {
      const now = await Scrape.of(api);
      return now.value('orderflow_outbox_events') === undefined && now;
    });
    expect(without.value('orderflow_parked_events')).toBeUndefined();
    expect(without.value('orderflow_orders_accepted_total')).toBe(3);
    expect(without.names).toEqual(waiting.names);
  }, 30_000);
});

/** Its methods, to be called by their names. */
const bound = (scrape: Scrape) => ({
  value: scrape.value.bind(scrape),
  labelValues: scrape.labelValues.bind(scrape),
});

function headersOf(event: object): Record<string, string> {
  const { type, version } = contractOf(event);
  return {
    ce_specversion: '1.0',
    ce_id: uuid(),
    ce_source: '/test',
    ce_type: type,
    ce_dataschemaversion: String(version),
  };
}
