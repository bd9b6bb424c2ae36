import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';
import { OrderApiSettings } from '../config.js';
import { overdueSince, type OrderStatus } from '../orders/domain/index.js';

/** What the sweep may take to come round to an order, and to its thousands of neighbours after an outage. */
const GRACE_MS = 60_000;

/** Finds the orders that are stuck. Their index holds those that are not settled, and no others. */
@Injectable()
export class OrdersInTime implements Invariant {
  readonly name = 'orders-in-time';
  readonly title = 'No order is in flight for longer than its deadline and a minute';

  constructor(private readonly settings: OrderApiSettings) {}

  check(snapshot: Snapshot): Promise<Finding> {
    const late = overdueSince(this.settings.deadlines, new Date(Date.now() - GRACE_MS));
    const overdue = (Object.entries(late) as [OrderStatus, Date][]).map(
      ([status, since]) => sql`(status = ${sql.lit(status)} AND status_since <= ${sql.lit(since.toISOString())})`,
    );
    return snapshot.violations(sql`
      SELECT id::text, format('%s since %s', status, to_char(status_since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"')) AS detail
      FROM orders
      WHERE status IN ('PENDING', 'RESERVED') AND (${sql.join(overdue, sql` OR `)})`);
  }
}
