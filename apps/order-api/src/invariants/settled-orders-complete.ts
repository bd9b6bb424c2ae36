import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** So many of the newest orders are looked at; all would take as long as there are orders. */
const NEWEST = 1_000;

@Injectable()
export class SettledOrdersComplete implements Invariant {
  readonly name = 'settled-orders-complete';
  readonly title =
    'A confirmed order has its charge, at the total that was quoted if one was; a rejected one has its reason';

  check(snapshot: Snapshot): Promise<Finding> {
    return snapshot.violations(sql`
      SELECT id::text, CASE
        WHEN status = 'REJECTED' THEN 'REJECTED without a reason'
        WHEN num_nulls(transaction_id, total, currency) > 0 THEN 'CONFIRMED without its charge'
        ELSE format('quoted at %s cents, charged %s', quoted_total, total) END AS detail
      FROM (SELECT * FROM orders ORDER BY id DESC LIMIT ${sql.lit(NEWEST)}) AS newest
      WHERE (status = 'REJECTED' AND num_nulls(rejection_reason, rejection_detail) > 0)
        OR (status = 'CONFIRMED' AND (num_nulls(transaction_id, total, currency) > 0 OR quoted_total <> total))`);
  }
}
