import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DeclineReason,
  eventOf,
  InventoryInsufficient,
  InventoryReleased,
  InventoryReserved,
  OrderDeclined,
  OrderProcessed,
  OrderRefunded,
  ReleaseReason,
  Topic,
} from '@orderflow/contracts';
import type { ServiceBed } from '@orderflow/service/testing';
import { eventually, type Received } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import type { OrderResponse } from '../src/orders/order.response.js';
import { OrderApi, sampleOrder, testBed } from './fixtures/order-api.js';

const customerId = sampleOrder.customerId;
const items = [{ itemId: 'ITEM-001', quantity: 2, unitPrice: 100_000 }];
const shortages = [{ itemId: 'ITEM-001', requested: 2, available: 1 }];
const transactionId = uuid();
const charge = { transactionId, items, total: 200_000, currency: 'USD' };

const reserved = (orderId: string) => eventOf(InventoryReserved, { orderId, customerId, items });
const insufficient = (orderId: string) => eventOf(InventoryInsufficient, { orderId, customerId, shortages });
const released = (orderId: string) => eventOf(InventoryReleased, { orderId, items, reason: ReleaseReason.Cancelled });
const processed = (orderId: string) => eventOf(OrderProcessed, { orderId, customerId, ...charge });
const refunded = (orderId: string) => eventOf(OrderRefunded, { orderId, ...charge });
const declined = (orderId: string) =>
  eventOf(OrderDeclined, { orderId, customerId, reason: DeclineReason.PaymentRefused, detail: 'The card has expired' });

describe('an order', () => {
  let bed: ServiceBed;
  let api: OrderApi;
  let events: Received[];
  beforeAll(async () => {
    bed = await testBed();
    api = await OrderApi.start(bed);
    events = await bed.kafka.follow(Topic.OrderEvents);
  }, 60_000);
  afterAll(() => bed.close());

  const place = async () => (await api.place(sampleOrder)).body.id;
  const read = async (id: string) => (await api.get(`/orders/${id}`)).body;
  const become = (id: string, expected: Partial<OrderResponse>) =>
    eventually(async () => {
      const order = await read(id);
      expect(order).toMatchObject(expected);
      return order;
    });
  /** The order's events, each once, when there are as many as expected. */
  const eventsOf = (id: string, count: number) =>
    eventually(() => {
      const unique = new Map(events.filter(({ key }) => key === id).map((event) => [event.headers.ce_id, event]));
      return unique.size >= count ? [...unique.values()] : undefined;
    });
  const typesOf = async (id: string, count: number) => (await eventsOf(id, count)).map(({ type }) => type);

  it('is reserved, then confirmed', async () => {
    const id = await place();
    await bed.kafka.publish(reserved(id));
    await become(id, { status: 'RESERVED' });
    await bed.kafka.publish(processed(id));
    const order = await become(id, { status: 'CONFIRMED', total: 2000, currency: 'USD', transactionId });
    expect(order.statusSince > order.createdAt).toBe(true);
    const [, confirmed] = await eventsOf(id, 2);
    expect(confirmed).toMatchObject({
      type: 'ORDER_CONFIRMED',
      data: { orderId: id, customerId, items, total: 200_000, currency: 'USD' },
    });
  });

  it('is rejected for want of stock', async () => {
    const id = await place();
    await bed.kafka.publish(insufficient(id));
    await become(id, { status: 'REJECTED', reason: 'INSUFFICIENT_STOCK', shortages });
    const [, rejected] = await eventsOf(id, 2);
    expect(rejected).toMatchObject({ type: 'ORDER_REJECTED', data: { reason: 'INSUFFICIENT_STOCK', shortages } });
  });

  it('is rejected when the charge is declined', async () => {
    const id = await place();
    await bed.kafka.publish(reserved(id), declined(id));
    await become(id, { status: 'REJECTED', reason: 'DECLINED', detail: 'The card has expired' });
    expect(await typesOf(id, 2)).toEqual(['ORDER_CREATED', 'ORDER_REJECTED']);
  });

  it('is confirmed once, though the charge is told before the reservation, and both are told twice', async () => {
    const id = await place();
    const [one, other] = [uuid(), uuid()];
    await bed.kafka.publishAs([
      { event: processed(id), id: one },
      { event: processed(id), id: one },
    ]);
    await become(id, { status: 'CONFIRMED' });
    await bed.kafka.publishAs([
      { event: reserved(id), id: other },
      { event: reserved(id), id: other },
      { event: processed(id), id: one },
      { event: released(id) },
      { event: refunded(id) },
    ]);
    await become(id, {
      status: 'CONFIRMED',
      stockReturnedAt: expect.any(String) as unknown as string,
      refundedAt: expect.any(String) as unknown as string,
    });
    await api.cancel(id); // its event comes after all that the others could have caused
    expect(await typesOf(id, 3)).toEqual(['ORDER_CREATED', 'ORDER_CONFIRMED', 'ORDER_CANCELLED']);
  });

  it('that does not exist is passed by', async () => {
    const id = await place();
    await bed.kafka.publish(reserved(uuid()), reserved(id));
    await bed.kafka.publish(processed(uuid()), processed(id));
    await become(id, { status: 'CONFIRMED' });
    expect(await bed.database.query('SELECT 1 FROM parked_event')).toEqual([]);
  });

  it.each([
    ['PENDING', []],
    ['RESERVED', [reserved]],
    ['CONFIRMED', [reserved, processed]],
  ] as const)('can be cancelled when it is %s', async (previousStatus, news) => {
    const id = await place();
    await bed.kafka.publish(...news.map((one) => one(id)));
    await become(id, { status: previousStatus });
    const { status, body } = await api.cancel(id);
    expect({ status, body }).toMatchObject({ status: 200, body: { id, status: 'CANCELLED' } });
    expect(await api.cancel(id)).toMatchObject({ status: 200, body });
    const cancelled = (await eventsOf(id, previousStatus === 'CONFIRMED' ? 3 : 2)).at(-1);
    expect(cancelled).toMatchObject({ type: 'ORDER_CANCELLED', data: { orderId: id, customerId, previousStatus } });
  });

  it('cannot be cancelled when it is rejected', async () => {
    const id = await place();
    await bed.kafka.publish(insufficient(id));
    await become(id, { status: 'REJECTED' });
    expect(await api.cancel(id)).toMatchObject({ status: 409, body: { code: 'ORDER.NOT_CANCELLABLE' } });
    await become(id, { status: 'REJECTED' });
  });

  it('that is cancelled stays so, and tells when stock and money are back', async () => {
    const id = await place();
    await api.cancel(id);
    await bed.kafka.publish(processed(id), refunded(id));
    await bed.kafka.publish(reserved(id), released(id));
    const order = await eventually(async () => {
      const order = await read(id);
      return order.stockReturnedAt && order.refundedAt && order;
    });
    expect(order).toMatchObject({ status: 'CANCELLED' });
    expect(await typesOf(id, 2)).toEqual(['ORDER_CREATED', 'ORDER_CANCELLED']);
  });
});
