import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RejectionReason } from '@orderflow/contracts';
import type { Page } from '@orderflow/service';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import type { TransactionView } from '../src/payments/transaction.dto.js';
import { cancelled, CUSTOMER, rejected, reserved } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

describe('payments', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed({ PAYMENT_LIMIT: '100000.00', PAYMENT_DENIED_CUSTOMERS: 'CUST-666,CUST-667' });
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  const statusOf = async (orderId: string) => (await bed.get<TransactionView>(`/transactions/${orderId}`)).body.status;
  const firstAbout = (orderId: string) => eventually(() => bed.about(orderId)[0]);

  it('charges a reserved order at the list price, once, also when it arrives twice', async () => {
    const [orderId, id] = [uuid(), uuid()];
    const items = [
      { itemId: 'ITEM-001', quantity: 2, unitPrice: 100_000 },
      { itemId: 'ITEM-002', quantity: 5 },
    ];
    const event = reserved(orderId, { items, quotedTotal: 250_000 });
    await bed.kafka.publishAs([{ event, id }, { event, id }, { event }]);
    const { body } = await eventually(async () => {
      const answer = await bed.get<TransactionView>(`/transactions/${orderId}`);
      return answer.status === 200 ? answer : undefined;
    });
    await bed.kafka.publish(cancelled(orderId));

    await eventually(() => bed.typesAbout(orderId).includes('ORDER_REFUNDED'));
    expect(bed.typesAbout(orderId)).toEqual(['ORDER_PROCESSED', 'ORDER_REFUNDED']);
    const priced = [
      { itemId: 'ITEM-001', quantity: 2, unitPrice: 100_000 },
      { itemId: 'ITEM-002', quantity: 5, unitPrice: 10_000 },
    ];
    const { transactionId } = body;
    expect(bed.about(orderId)).toMatchObject([
      { data: { orderId, customerId: CUSTOMER, transactionId, items: priced, total: 250_000, currency: 'USD' } },
      { data: { orderId, transactionId, items: priced, total: 250_000, currency: 'USD' } },
    ]);
    expect(body).toMatchObject({
      orderId,
      customerId: CUSTOMER,
      items: [{ unitPrice: 1000 }, { unitPrice: 100 }],
      total: 2500,
      currency: 'USD',
    });
  });

  it('declines a quote that differs from the price list, and says both figures', async () => {
    const orderId = uuid();
    await bed.kafka.publish(reserved(orderId, { quotedTotal: 500_000 }));
    expect(await firstAbout(orderId)).toMatchObject({
      type: 'ORDER_DECLINED',
      data: {
        reason: 'QUOTE_MISMATCH',
        detail: 'The order was quoted at 5000.00 but costs 1999.98',
        quotedTotal: 500_000,
        computedTotal: 199_998,
      },
    });
    expect((await bed.get<TransactionView>(`/transactions/${orderId}`)).body).toMatchObject({
      status: 'DECLINED',
      decline: { reason: 'QUOTE_MISMATCH', quotedTotal: 5000, computedTotal: 1999.98 },
    });
  });

  it('charges the price of the moment', async () => {
    const [before, after] = [uuid(), uuid()];
    const items = [{ itemId: 'TEST-1', quantity: 3 }];
    await bed.kafka.publish(reserved(before, { items }));
    expect(await firstAbout(before)).toMatchObject({
      data: { reason: 'UNPRICED_ITEM', detail: 'TEST-1 has no price' },
    });
    await bed.put('/prices/TEST-1', { unitPrice: 0.07 });
    await bed.kafka.publish(reserved(after, { items }));
    expect(await firstAbout(after)).toMatchObject({ type: 'ORDER_PROCESSED', data: { total: 21 } });
  });

  it('declines customers on the deny list', async () => {
    const orderId = uuid();
    await bed.kafka.publish(reserved(orderId, { customerId: 'CUST-667' }));
    expect(await firstAbout(orderId)).toMatchObject({
      type: 'ORDER_DECLINED',
      data: { reason: 'PAYMENT_REFUSED', detail: 'Customer CUST-667 may not be charged', computedTotal: 199_998 },
    });
  });

  it('declines amounts above the limit, and not the limit', async () => {
    const [at, above] = [uuid(), uuid()];
    const workstations = (quantity: number) => ({ items: [{ itemId: 'ITEM-001', quantity }] });
    await bed.kafka.publish(reserved(at, workstations(100)), reserved(above, workstations(101)));
    expect(await firstAbout(at)).toMatchObject({ type: 'ORDER_PROCESSED', data: { total: 10_000_000 } });
    expect(await firstAbout(above)).toMatchObject({
      data: { reason: 'PAYMENT_REFUSED', detail: '101000.00 USD is more than the limit of 100000.00 USD' },
    });
  });

  it('charges nothing for an order that ended before it was seen', async () => {
    const orderId = uuid();
    await bed.kafka.publish(rejected(orderId, RejectionReason.TimedOut));
    await eventually(async () => (await statusOf(orderId)) === 'VOID');
    const [id] = await bed.kafka.publish(reserved(orderId));

    await handled(id!);
    expect(await statusOf(orderId)).toBe('VOID');
    expect(bed.typesAbout(orderId)).toEqual([]);
  });

  it('takes no notice of rejections that end an order which nobody charges', async () => {
    const orderId = uuid();
    const { InsufficientStock, Declined } = RejectionReason;
    const ids = await bed.kafka.publish(rejected(orderId, InsufficientStock), rejected(orderId, Declined));
    await handled(ids[1]!);
    expect((await bed.get(`/transactions/${orderId}`)).status).toBe(404);
  });

  it('lists transactions, the newest first, by customer and status', async () => {
    const customerId = 'CUST-LIST';
    const orderIds = [uuid(), uuid(), uuid()];
    const quotes = [undefined, 1, undefined];
    await bed.kafka.publish(...orderIds.map((id, at) => reserved(id, { customerId, quotedTotal: quotes[at] })));
    await Promise.all(orderIds.map(firstAbout));
    const list = async (query: string) => {
      const { body } = await bed.get<Page<TransactionView>>(`/transactions?customerId=${customerId}${query}`);
      return { orderIds: body.items.map(({ orderId }) => orderId), nextCursor: body.nextCursor };
    };

    const first = await list('&limit=2');
    expect(first.orderIds).toEqual([orderIds[2], orderIds[1]]);
    expect(await list(`&limit=2&cursor=${first.nextCursor}`)).toEqual({ orderIds: [orderIds[0]], nextCursor: null });
    expect((await list('&status=DECLINED')).orderIds).toEqual([orderIds[1]]);
    expect((await list('&status=PROCESSED')).orderIds).toEqual([orderIds[2], orderIds[0]]);
    expect((await list('&status=REFUNDED')).orderIds).toEqual([]);
  });

  it('names what is wrong with a request', async () => {
    const badStatus = await bed.get('/transactions?status=PAID');
    expect(badStatus).toMatchObject({ status: 400, body: { errors: [{ field: 'status' }] } });
    expect(await bed.get('/transactions?cursor=nonsense')).toMatchObject({ status: 400 });
    expect(await bed.get('/transactions/nonsense')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'orderId' }] },
    });
    expect(await bed.get(`/transactions/${uuid()}`)).toMatchObject({
      status: 404,
      body: { code: 'TRANSACTION.NOT_FOUND' },
    });
  });

  const handled = (id: string) =>
    eventually(async () => (await bed.database.query('SELECT FROM inbox WHERE id = $1', [id])).length === 1);
});
