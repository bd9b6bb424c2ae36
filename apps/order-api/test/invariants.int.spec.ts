import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InvariantsView } from '@orderflow/service';
import { quickChecks, ServiceBed, untilStanding } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { AppModule } from '../src/app.module.js';
import { OrderApiSettings } from '../src/config.js';
import { DeadlineSweep } from '../src/orders/deadline-sweep.js';
import type { OrderResponse } from '../src/orders/order.response.js';
import { sampleOrder } from './fixtures/order-api.js';

describe('the invariants of orders', () => {
  let bed: ServiceBed;
  beforeAll(async () => {
    bed = await ServiceBed.start({
      name: 'order-api',
      module: AppModule,
      settings: OrderApiSettings,
      overrides: [quickChecks, [DeadlineSweep, {}]], // nobody rejects what is overdue
    });
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  const place = async () => (await bed.post<OrderResponse>('/orders', sampleOrder)).body.id;
  const change = (id: string, assignments: string) =>
    bed.database.query(`UPDATE orders SET ${assignments} WHERE id = '${id}'`);

  it('list the orders that are stuck, and no others', async () => {
    const [pending, reserved, inTime] = [await place(), await place(), await place()];
    await untilStanding(bed, 'orders-in-time', 'holds');
    await change(pending, `status_since = now() - interval '24 hours 2 minutes'`);
    await change(reserved, `status = 'RESERVED', status_since = now() - interval '17 minutes'`);
    await change(inTime, `status_since = now() - interval '24 hours 30 seconds'`); // the sweep may be on its way
    const violated = await untilStanding(bed, 'orders-in-time', 'violated');
    expect(violated).toMatchObject({
      count: 2,
      violations: [
        { id: pending, detail: expect.stringMatching(/^PENDING since \d{4}-.* UTC$/) },
        { id: reserved, detail: expect.stringMatching(/^RESERVED since /) },
      ],
    });

    await bed.database.query('UPDATE orders SET status_since = now()');
    expect((await untilStanding(bed, 'orders-in-time', 'holds')).since > violated.since).toBe(true);
  });

  it('name the order whose charge is not what was quoted, or whose reason is missing', async () => {
    const [charged, rejected] = [await place(), await place()];
    const charge = `status = 'CONFIRMED', transaction_id = gen_random_uuid(), currency = 'USD'`;
    await change(charged, `${charge}, total = quoted_total`);
    const held = await untilStanding(bed, 'settled-orders-complete', 'holds');

    await bed.database.query('ALTER TABLE orders DROP CONSTRAINT orders_check1');
    await change(charged, 'total = total + 1');
    await change(rejected, `status = 'REJECTED'`);
    const violated = await untilStanding(bed, 'settled-orders-complete', 'violated');
    expect(violated.violations).toEqual([
      { id: charged, detail: 'quoted at 250000 cents, charged 250001' },
      { id: rejected, detail: 'REJECTED without a reason' },
    ]);

    await change(charged, 'total = total - 1');
    await change(rejected, `rejection_reason = 'DECLINED', rejection_detail = 'Refused'`);
    const mended = await untilStanding(bed, 'settled-orders-complete', 'holds');
    expect([held.since < violated.since, violated.since < mended.since]).toEqual([true, true]);
  });

  it('come with the numbers of accepted and confirmed orders, one that was cancelled later included', async () => {
    const id = await place();
    const figures = async () => (await bed.get<InvariantsView>('/invariants')).body.figures;
    const counted = () => eventually(async () => ((await figures()).acceptedOrders === 6 ? figures() : undefined));
    expect(await counted()).toEqual({ acceptedOrders: 6, confirmedOrders: 1 });
    await change(id, `status = 'CANCELLED', transaction_id = gen_random_uuid(), total = 1, currency = 'USD'`);
    await eventually(async () => (await figures()).confirmedOrders === 2);
  });
});
