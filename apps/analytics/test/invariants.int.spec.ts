import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RejectionReason } from '@orderflow/contracts';
import type { InvariantsView } from '@orderflow/service';
import { quickChecks, ServiceBed, untilStanding } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { AppModule } from '../src/app.module.js';
import { AnalyticsSettings } from '../src/config.js';
import { orderOf } from './fixtures/events.js';

describe('the invariants of what is counted', () => {
  let bed: ServiceBed;
  const sold = orderOf();
  beforeAll(async () => {
    const options = { name: 'analytics', module: AppModule, settings: AnalyticsSettings, overrides: [quickChecks] };
    bed = await ServiceBed.start(options);
    const [short, refunded] = [orderOf(), orderOf()];
    await bed.kafka.publish(
      ...[sold.created, sold.reserved, sold.processed, sold.confirmed],
      ...[short.created, short.insufficient, short.rejected(RejectionReason.InsufficientStock)],
      ...[refunded.created, refunded.reserved, refunded.processed, refunded.confirmed, refunded.cancelled],
      ...[refunded.released, refunded.refunded],
    );
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  it('hold of orders of every kind, and come with the figures', async () => {
    const figures = await eventually(async () => {
      const { body } = await bed.get<InvariantsView>('/invariants');
      return body.figures.events === 14 && body.figures;
    });
    expect(figures).toEqual({ revenueCents: 199_998, orders: 3, confirmed: 2, events: 14, units: 2 });
    await untilStanding(bed, 'legal-sequences', 'holds');
    await untilStanding(bed, 'rollups-agree', 'holds');
  });

  it('name the order that has two ends', async () => {
    const held = await untilStanding(bed, 'legal-sequences', 'holds');
    await bed.database.query(
      `INSERT INTO event_log (topic, partition, "offset", ce_id, source, type, order_id, event_time, data, version)
       SELECT topic, partition, "offset" + 1000, 'tampered', source, 'ORDER_REJECTED', order_id, event_time, data, version
       FROM event_log WHERE order_id = $1 AND type = 'ORDER_CONFIRMED'`,
      [sold.orderId],
    );
    const violated = await untilStanding(bed, 'legal-sequences', 'violated');
    const detail = 'ORDER_CREATED, ORDER_CONFIRMED, ORDER_REJECTED';
    expect(violated).toMatchObject({ count: 1, violations: [{ id: sold.orderId, detail }] });

    await bed.database.query(`DELETE FROM event_log WHERE ce_id = 'tampered'`);
    const mended = await untilStanding(bed, 'legal-sequences', 'holds');
    expect([held.since < violated.since, violated.since < mended.since]).toEqual([true, true]);
  });

  it.each([
    ['total_rollup', 'orders', 'order-events'],
    ['minute_rollup', 'confirmed', 'order-events'],
    ['item_rollup', 'revenue_cents', 'transaction-events'],
  ])('name the partition where %s was tampered with', async (table, column, topic) => {
    const [row] = await bed.database.query<{ partition: number }>(`SELECT partition FROM ${table} WHERE topic = $1`, [
      topic,
    ]);
    const change = (sign: '+' | '-') =>
      bed.database.query(`UPDATE ${table} SET ${column} = ${column} ${sign} 1 WHERE topic = $1 AND partition = $2`, [
        topic,
        row!.partition,
      ]);
    await untilStanding(bed, 'rollups-agree', 'holds');
    await change('+');
    const violated = await untilStanding(bed, 'rollups-agree', 'violated');
    await change('-');
    const mended = await untilStanding(bed, 'rollups-agree', 'holds');
    expect(violated).toMatchObject({ count: 1, violations: [{ id: `${topic}[${row!.partition}]` }] });
    expect(violated.since < mended.since).toBe(true);
  });
});
