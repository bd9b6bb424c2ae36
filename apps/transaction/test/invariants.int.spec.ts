import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InvariantsView } from '@orderflow/service';
import { quickChecks, ServiceBed, untilStanding } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { AppModule } from '../src/app.module.js';
import { TransactionSettings } from '../src/config.js';
import { cancelled, reserved } from './fixtures/events.js';

describe('the invariants of payments', () => {
  let bed: ServiceBed;
  beforeAll(async () => {
    const options = { name: 'transaction', module: AppModule, settings: TransactionSettings, overrides: [quickChecks] };
    bed = await ServiceBed.start(options);
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  const figures = async () => (await bed.get<InvariantsView>('/invariants')).body.figures;

  it('name the charge whose total is not that of its lines, and tell what was charged and refunded', async () => {
    const [kept, refunded] = [uuid(), uuid()];
    await bed.kafka.publish(reserved(kept), reserved(refunded));
    await eventually(async () => (await figures()).processedCents === 399_996);
    await bed.kafka.publish(cancelled(refunded)); // of another topic: it may come first otherwise
    await eventually(async () => (await figures()).refundedCents === 199_998);
    expect(await figures()).toEqual({ processedCents: 399_996, refundedCents: 199_998 });
    const held = await untilStanding(bed, 'totals-add-up', 'holds');

    await bed.database.query('UPDATE transaction SET total = total + 1 WHERE order_id = $1', [kept]);
    const violated = await untilStanding(bed, 'totals-add-up', 'violated');
    expect(violated.violations).toEqual([{ id: kept, detail: 'total 199999 cents, but the lines come to 199998' }]);

    await bed.database.query('UPDATE transaction SET total = total - 1 WHERE order_id = $1', [kept]);
    const mended = await untilStanding(bed, 'totals-add-up', 'holds');
    expect([held.since < violated.since, violated.since < mended.since]).toEqual([true, true]);
  });

  it('name the charge that is stuck', async () => {
    const orderId = uuid();
    await untilStanding(bed, 'charges-in-time', 'holds');
    await bed.database.query(
      `INSERT INTO transaction (order_id, id, customer_id, state, items, total, currency, created_at)
       VALUES ($1, $1, 'CUST-123', 'CHARGING', '[{ "itemId": "A", "quantity": 1, "unitPrice": 7 }]', 7, 'USD', now() - interval '21 minutes')`,
      [orderId],
    );
    const violated = await untilStanding(bed, 'charges-in-time', 'violated');
    const detail: unknown = expect.stringMatching(/^CHARGING since .* UTC, asked 0 times$/);
    expect(violated).toMatchObject({ count: 1, violations: [{ id: orderId, detail }] });

    await bed.database.query(`UPDATE transaction SET created_at = now() - interval '19 minutes' WHERE id = $1`, [
      orderId,
    ]);
    expect((await untilStanding(bed, 'charges-in-time', 'holds')).since > violated.since).toBe(true);
  });
});
