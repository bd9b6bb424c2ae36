import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RejectionReason } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import type { Page } from '@orderflow/service';
import { v7 as uuid } from 'uuid';
import type { NotificationView } from '../src/notifications/notification.dto.js';
import { orderOf } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

jest.setTimeout(60_000);

describe('notifications', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
  });
  afterAll(() => bed.close());

  /** What an order's customer was told, once as many notifications are there and none is pending. */
  const toldOf = (orderId: string, count: number) =>
    eventually(async () => {
      const told = await bed.told(`orderId=${orderId}`);
      return told.length >= count && told.every(({ state }) => state !== 'PENDING') ? told : undefined;
    });

  const kindsOf = (told: readonly NotificationView[]) => told.map(({ kind, channel }) => `${kind} ${channel}`).sort();

  it('tells of the order and of its confirmation, and keeps what nobody can send', async () => {
    const { orderId, created, confirmed } = orderOf('CUST-123');
    await bed.kafka.publish(created, confirmed(99_998));
    expect(await toldOf(orderId, 2)).toMatchObject([
      { kind: 'RECEIVED', channel: 'EMAIL', state: 'KEPT', recipient: 'CUST-123@example.com', customerId: 'CUST-123' },
      { kind: 'CONFIRMED', channel: 'EMAIL', state: 'KEPT', text: 'Your order of $999.98 has been confirmed!' },
    ]);
  });

  it('tells of a confirmed order by SMS too from the configured amount on', async () => {
    const [small, large] = [orderOf(), orderOf()];
    await bed.kafka.publish(small.confirmed(99_999), small.cancelled, large.confirmed(100_000), large.cancelled);
    expect(kindsOf(await toldOf(small.orderId, 2))).toEqual(['CANCELLED EMAIL', 'CONFIRMED EMAIL']);
    expect(kindsOf(await toldOf(large.orderId, 3))).toEqual(['CANCELLED EMAIL', 'CONFIRMED EMAIL', 'CONFIRMED SMS']);
  });

  it('tells each thing once, however often its event arrives', async () => {
    const { orderId, created, confirmed, cancelled } = orderOf();
    const id = uuid();
    await bed.kafka.publishAs([{ event: created, id }, { event: created, id }, { event: created }]);
    await bed.kafka.publish(confirmed(200_000), confirmed(200_000), cancelled);
    expect(kindsOf(await toldOf(orderId, 4))).toEqual([
      'CANCELLED EMAIL',
      'CONFIRMED EMAIL',
      'CONFIRMED SMS',
      'RECEIVED EMAIL',
    ]);
  });

  it('tells of missing stock once: the rejection for it tells nothing more', async () => {
    const { orderId, insufficient, rejected, cancelled } = orderOf();
    await bed.kafka.publish(insufficient, rejected(RejectionReason.InsufficientStock), cancelled);
    const told = await toldOf(orderId, 2);
    expect(kindsOf(told)).toEqual(['CANCELLED EMAIL', 'OUT_OF_STOCK EMAIL']);
    expect(told.find(({ kind }) => kind === 'OUT_OF_STOCK')?.text).toContain('ITEM-001: 100 ordered, 50 available');
  });

  it('tells the reason of any other rejection', async () => {
    const [declined, late] = [orderOf(), orderOf()];
    await bed.kafka.publish(declined.rejected(RejectionReason.Declined), late.rejected(RejectionReason.TimedOut));
    expect(await toldOf(declined.orderId, 1)).toMatchObject([
      { kind: 'DECLINED', text: expect.stringContaining('The card is expired') },
    ]);
    expect(await toldOf(late.orderId, 1)).toMatchObject([{ kind: 'TIMED_OUT' }]);
  });

  it('lists newest first, page by page, by customer, order, channel and kind', async () => {
    const customerId = `LISTED-${uuid()}`;
    const orders = [orderOf(customerId), orderOf(customerId), orderOf(customerId)];
    for (const { created, confirmed } of orders) await bed.kafka.publish(created, confirmed(500_000));
    for (const { orderId } of orders) await toldOf(orderId, 3);

    const page = async (query: string) =>
      (await bed.get<Page<NotificationView>>(`/notifications?customerId=${customerId}&${query}`)).body;
    const first = await page('limit=5');
    const second = await page(`limit=5&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toHaveLength(9);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(second.nextCursor).toBeNull();
    expect((await page('channel=SMS')).items.map(({ channel }) => channel)).toEqual(['SMS', 'SMS', 'SMS']);
    expect((await page('kind=RECEIVED')).items).toHaveLength(3);
    expect((await page(`orderId=${orders[0]!.orderId}&channel=EMAIL`)).items).toHaveLength(2);
  });

  it.each([
    ['channel=FAX', 'channel'],
    ['kind=OTHER', 'kind'],
    ['orderId=1', 'orderId'],
    ['limit=0', 'limit'],
    ['cursor=made-up', 'cursor'],
    ['color=red', 'color'],
  ])('refuses ?%s with the name of the field', async (query, field) => {
    const { status, body } = await bed.get(`/notifications?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'REQUEST.INVALID', errors: [{ field }] });
  });

  it('delivers each message by one of several instances', async () => {
    await bed.startInstance();
    const customerId = `MANY-${uuid()}`;
    await bed.kafka.publishMany(Array.from({ length: 300 }, () => orderOf(customerId).created));
    const [delivered] = await eventually(async () => {
      const rows = await bed.database.query<{ count: number; attempts: number }>(
        `SELECT count(*)::integer AS count, max(attempts) AS attempts
         FROM notification WHERE customer_id = $1 AND state = 'KEPT'`,
        [customerId],
      );
      return rows[0]!.count === 300 ? rows : undefined;
    });
    expect(delivered).toEqual({ count: 300, attempts: 1 });
  });
});
