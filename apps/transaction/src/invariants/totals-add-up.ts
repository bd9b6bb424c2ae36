import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** So many of the newest transactions are looked at; all would take as long as there are transactions. */
const NEWEST = 1_000;

@Injectable()
export class TotalsAddUp implements Invariant {
  readonly name = 'totals-add-up';
  readonly title = 'The total of a charge is the sum of its lines, each its quantity times its price';

  check(snapshot: Snapshot): Promise<Finding> {
    return snapshot.violations(sql`
      SELECT order_id::text AS id, format('total %s cents, but the lines come to %s', total, sum) AS detail
      FROM (SELECT order_id, total, items FROM transaction ORDER BY order_id DESC LIMIT ${sql.lit(NEWEST)}) AS newest
      CROSS JOIN LATERAL (
        SELECT sum((line ->> 'quantity')::bigint * (line ->> 'unitPrice')::bigint) FROM jsonb_array_elements(items) AS line
      ) AS lines (sum)
      WHERE total IS DISTINCT FROM sum`);
  }
}
