import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CancellableStatus, eventOf, OrderCancelled, OrderConfirmed, OrderCreated } from '@orderflow/contracts';
import type { InvariantsView } from '@orderflow/service';
import { quickChecks, ServiceBed, untilStanding } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { AppModule } from '../src/app.module.js';
import { InventorySettings } from '../src/config.js';

const customerId = 'CUST-123';

describe('the invariants of the stock', () => {
  let bed: ServiceBed;
  beforeAll(async () => {
    const options = { name: 'inventory', module: AppModule, settings: InventorySettings, overrides: [quickChecks] };
    bed = await ServiceBed.start(options);
    // The last line of defence, which the tests have to pass to do any harm.
    await bed.database.query('ALTER TABLE stock DROP CONSTRAINT stock_adds_up');
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  const figures = async () => (await bed.get<InvariantsView>('/invariants')).body.figures;
  const create = (orderId: string) =>
    eventOf(OrderCreated, { orderId, customerId, items: [{ itemId: 'ITEM-009', quantity: 2 }] });
  const confirm = (orderId: string) =>
    eventOf(OrderConfirmed, {
      orderId,
      customerId,
      items: [{ itemId: 'ITEM-009', quantity: 2, unitPrice: 50 }],
      total: 100,
      currency: 'USD',
    });
  const cancel = (orderId: string) =>
    eventOf(OrderCancelled, { orderId, customerId, previousStatus: CancellableStatus.Confirmed });

  it('hold while orders reserve, buy and return it, and while it is restocked', async () => {
    const [reserved, sold, returned] = [uuid(), uuid(), uuid()];
    await bed.kafka.publish(
      ...[reserved, sold, returned].map(create),
      confirm(sold),
      confirm(returned),
      cancel(returned),
    );
    await bed.post('/inventory/ITEM-009/restock', { quantity: 5 }, { 'idempotency-key': 'delivery-1' });

    await eventually(async () => {
      const { reservedUnits, soldUnits } = await figures();
      return reservedUnits === 2 && soldUnits === 2;
    });
    for (const name of ['stock-balance', 'restock-ledger', 'stock-held']) {
      expect(await untilStanding(bed, name, 'holds')).toMatchObject({ violations: [], count: 0 });
    }
  });

  it.each([
    ['stock-balance', 'available = available - 1', 'available = available + 1', /^initial 120 .* available 119 /],
    [
      'restock-ledger',
      'restocked = restocked + 3, available = available + 3',
      'restocked = restocked - 3, available = available - 3',
      'restocked 3, but the ledger says 0',
    ],
    [
      'stock-held',
      'available = available - 2, sold = sold + 2',
      'available = available + 2, sold = sold - 2',
      'reserved 0 and sold 2, but orders hold 0 reserved and 0 sold',
    ],
  ])('%s names the item that was tampered with, until it is mended', async (name, tamper, mend, detail) => {
    const held = await untilStanding(bed, name, 'holds');
    await bed.database.query(`UPDATE stock SET ${tamper} WHERE item_id = 'ITEM-004'`);
    const violated = await untilStanding(bed, name, 'violated');
    await bed.database.query(`UPDATE stock SET ${mend} WHERE item_id = 'ITEM-004'`);
    const mended = await untilStanding(bed, name, 'holds');

    const matching: unknown = expect.stringMatching(detail);
    expect(violated).toMatchObject({ count: 1, violations: [{ id: 'ITEM-004', detail: matching }] });
    expect([held.since < violated.since, violated.since < mended.since]).toEqual([true, true]);
  });
});
