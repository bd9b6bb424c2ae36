import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancellableStatus,
  eventOf,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderRejected,
  RejectionReason,
  type QuotedLine,
} from '@orderflow/contracts';
import { eventually, type Received } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import type { ReservationView } from '../src/reservations/reservation.dto.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

const customerId = 'CUST-123';
const created = (orderId: string, items: QuotedLine[], quotedTotal?: number) =>
  eventOf(OrderCreated, { orderId, customerId, items, quotedTotal });
const confirmed = (orderId: string, itemId: string, quantity: number) =>
  eventOf(OrderConfirmed, {
    orderId,
    customerId,
    items: [{ itemId, quantity, unitPrice: 100 }],
    total: quantity * 100,
    currency: 'USD',
  });
const rejected = (orderId: string) =>
  eventOf(OrderRejected, { orderId, customerId, reason: RejectionReason.TimedOut, detail: 'Too late' });
const cancelled = (orderId: string) =>
  eventOf(OrderCancelled, { orderId, customerId, previousStatus: CancellableStatus.Pending });

describe('reservations', () => {
  let bed: TestBed;
  let published: Received[];
  beforeAll(async () => {
    bed = await startTestBed();
    published = await bed.kafka.follow('inventory-events');
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  const about = (orderId: string) => published.filter(({ key }) => key === orderId);
  const typesAbout = (orderId: string) => about(orderId).map(({ type }) => type);
  const stateOf = async (orderId: string) =>
    (await bed.database.query<{ state: string }>('SELECT state FROM reservation WHERE order_id = $1', [orderId]))[0]
      ?.state;

  it('reserves every line of an order, and passes the quote on', async () => {
    const [orderId, a, b] = [uuid(), await bed.addItem(50), await bed.addItem(200)];
    const items = [
      { itemId: b, quantity: 5, unitPrice: 10_000 },
      { itemId: a, quantity: 2 },
    ];
    const [id] = await bed.kafka.publish(created(orderId, items, 250_000));

    const reserved = await eventually(() => about(orderId)[0]);
    expect(reserved).toMatchObject({
      type: 'INVENTORY_RESERVED',
      headers: { ce_source: '/inventory', causationid: id },
      data: { orderId, customerId, items, quotedTotal: 250_000 },
    });
    expect(await bed.stockOf(a)).toMatchObject({ available: 48, reserved: 2, sold: 0 });
    expect(await bed.stockOf(b)).toMatchObject({ available: 195, reserved: 5, sold: 0 });
  });

  it('reserves nothing when one line is short, or unknown', async () => {
    const [orderId, a, b] = [uuid(), await bed.addItem(9), await bed.addItem(2)];
    const items = [
      { itemId: a, quantity: 1 },
      { itemId: b, quantity: 5 },
      { itemId: 'UNKNOWN', quantity: 1 },
    ];
    await bed.kafka.publish(created(orderId, items));

    const insufficient = await eventually(() => about(orderId)[0]);
    expect(insufficient).toMatchObject({
      type: 'INVENTORY_INSUFFICIENT',
      data: {
        shortages: [
          { itemId: b, requested: 5, available: 2 },
          { itemId: 'UNKNOWN', requested: 1, available: 0 },
        ],
      },
    });
    expect(await bed.stockOf(a)).toMatchObject({ available: 9, reserved: 0 });
    expect(await bed.stockOf(b)).toMatchObject({ available: 2, reserved: 0 });
  });

  it('reserves once when an event arrives twice, also under another id', async () => {
    const [orderId, a, id] = [uuid(), await bed.addItem(10), uuid()];
    const event = created(orderId, [{ itemId: a, quantity: 3 }]);
    await bed.kafka.publishAs([{ event, id }, { event, id }, { event }, { event: confirmed(orderId, a, 3) }]);

    await eventually(async () => (await stateOf(orderId)) === 'SOLD');
    expect(await bed.stockOf(a)).toMatchObject({ available: 7, reserved: 0, sold: 3 });
    expect(typesAbout(orderId)).toEqual(['INVENTORY_RESERVED']);
  });

  it('reserves nothing for an order that was cancelled before it was seen', async () => {
    const [orderId, later, a] = [uuid(), uuid(), await bed.addItem(10)];
    await bed.kafka.publish(cancelled(orderId), created(orderId, [{ itemId: a, quantity: 3 }]), rejected(orderId));
    await eventually(async () => (await stateOf(orderId)) === 'CLOSED');
    await bed.kafka.publish(created(later, [{ itemId: a, quantity: 10 }]));

    await eventually(() => typesAbout(later).includes('INVENTORY_RESERVED'));
    expect(typesAbout(orderId)).toEqual([]);
  });

  it('takes the stock of a rejected order back', async () => {
    const [orderId, a] = [uuid(), await bed.addItem(10)];
    await bed.kafka.publish(created(orderId, [{ itemId: a, quantity: 3 }]), rejected(orderId), rejected(orderId));

    await eventually(() => typesAbout(orderId).length === 2);
    expect(about(orderId)[1]).toMatchObject({
      type: 'INVENTORY_RELEASED',
      data: { orderId, items: [{ itemId: a, quantity: 3 }], reason: 'REJECTED' },
    });
    expect(await bed.stockOf(a)).toMatchObject({ available: 10, reserved: 0, sold: 0 });
  });

  it('takes sold stock back when a confirmed order is cancelled', async () => {
    const [orderId, a] = [uuid(), await bed.addItem(10)];
    await bed.kafka.publish(created(orderId, [{ itemId: a, quantity: 3 }]), confirmed(orderId, a, 3));
    await eventually(async () => (await bed.stockOf(a)).sold === 3);
    await bed.kafka.publish(cancelled(orderId));

    await eventually(() => typesAbout(orderId).includes('INVENTORY_RELEASED'));
    expect(await stateOf(orderId)).toBe('RETURNED');
    expect(await bed.stockOf(a)).toMatchObject({ available: 10, reserved: 0, sold: 0 });
  });

  describe('can be asked for', () => {
    const reservationOf = (orderId: string) => bed.get<ReservationView>(`/inventory/reservations/${orderId}`);
    const inState = (orderId: string, state: string) =>
      eventually(async () => {
        const { body } = await reservationOf(orderId);
        return body.state === state ? body : undefined;
      });

    it('with their lines and the time of their last change', async () => {
      const [orderId, a, b] = [uuid(), await bed.addItem(10), await bed.addItem(10)];
      const items = [
        { itemId: b, quantity: 2 },
        { itemId: a, quantity: 3 },
      ];
      await bed.kafka.publish(created(orderId, [{ ...items[0]!, unitPrice: 100 }, items[1]!]));
      const reserved = await inState(orderId, 'RESERVED');
      expect(reserved).toEqual({ orderId, state: 'RESERVED', items, updatedAt: expect.any(String) });
      await bed.kafka.publish(rejected(orderId));
      const released = await inState(orderId, 'RELEASED');
      expect(released.items).toEqual(items);
      expect(Date.parse(released.updatedAt)).toBeGreaterThan(Date.parse(reserved.updatedAt));
    });

    it('when they were refused, and when the order ended first', async () => {
      const [refused, closed, a] = [uuid(), uuid(), await bed.addItem(1)];
      await bed.kafka.publish(created(refused, [{ itemId: a, quantity: 2 }]), cancelled(closed));
      expect((await inState(refused, 'REFUSED')).items).toEqual([{ itemId: a, quantity: 2 }]);
      expect((await inState(closed, 'CLOSED')).items).toEqual([]);
    });

    it('not when nothing is known of the order', async () => {
      const [unknown, impossible] = [uuid(), uuid()];
      await bed.kafka.publish(confirmed(impossible, 'UNKNOWN', 1));
      await eventually(async () => (await stateOf(impossible)) === 'NEW');
      for (const orderId of [unknown, impossible]) {
        expect(await reservationOf(orderId)).toMatchObject({ status: 404, body: { code: 'RESERVATION.NOT_FOUND' } });
      }
      expect(await reservationOf('nonsense')).toMatchObject({ status: 400, body: { errors: [{ field: 'orderId' }] } });
    });
  });
});
