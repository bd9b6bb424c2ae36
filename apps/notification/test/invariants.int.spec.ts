import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { quickChecks, ServiceBed, untilStanding } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { AppModule } from '../src/app.module.js';
import { NotificationSettings } from '../src/config.js';
import { orderOf } from './fixtures/events.js';

describe('the invariants of notifications', () => {
  let bed: ServiceBed;
  beforeAll(async () => {
    const options = {
      name: 'notification',
      module: AppModule,
      settings: NotificationSettings,
      overrides: [quickChecks],
    };
    bed = await ServiceBed.start(options);
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  const countOf = async (orderId: string) =>
    (await bed.database.query('SELECT FROM notification WHERE order_id = $1', [orderId])).length;
  const COLUMNS = 'order_id, customer_id, kind, channel, recipient, subject, text';

  it('name the order whose customer was told a thing twice', async () => {
    const { orderId, created, confirmed } = orderOf();
    await bed.kafka.publish(created, confirmed(200_000)); // by email and SMS: two channels are not twice
    await eventually(async () => (await countOf(orderId)) === 3);
    const held = await untilStanding(bed, 'told-once', 'holds');

    const again = uuid();
    await bed.database.query('ALTER TABLE notification DROP CONSTRAINT notification_order_id_kind_channel_key');
    await bed.database.query(
      `INSERT INTO notification (id, state, ${COLUMNS})
       SELECT $1, 'KEPT', ${COLUMNS} FROM notification WHERE order_id = $2 AND kind = 'RECEIVED'`,
      [again, orderId],
    );
    const violated = await untilStanding(bed, 'told-once', 'violated');
    expect(violated.violations).toEqual([{ id: orderId, detail: '2 notifications RECEIVED by EMAIL' }]);

    await bed.database.query('DELETE FROM notification WHERE id = $1', [again]);
    const mended = await untilStanding(bed, 'told-once', 'holds');
    expect([held.since < violated.since, violated.since < mended.since]).toEqual([true, true]);
  });

  it('name the notification that is not delivered', async () => {
    const [id, orderId] = [uuid(), uuid()];
    await untilStanding(bed, 'delivered-in-time', 'holds');
    await bed.database.query(
      `INSERT INTO notification (id, ${COLUMNS}, attempts, error, created_at, next_attempt_at)
       VALUES ($1, $2, 'CUST-123', 'RECEIVED', 'EMAIL', 'a@example.com', 's', 't', 9, 'no answer', now() - interval '16 minutes', 'infinity')`,
      [id, orderId],
    );
    const violated = await untilStanding(bed, 'delivered-in-time', 'violated');
    const detail = `order ${orderId}, RECEIVED by EMAIL, attempts 9, the last error: no answer`;
    expect(violated).toMatchObject({ count: 1, violations: [{ id, detail }] });

    await bed.database.query('UPDATE notification SET next_attempt_at = now() WHERE id = $1', [id]); // and it is delivered
    expect((await untilStanding(bed, 'delivered-in-time', 'holds')).since > violated.since).toBe(true);
  });
});
