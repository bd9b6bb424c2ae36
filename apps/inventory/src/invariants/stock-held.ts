import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** Reads every reservation: their state has no index, which each of its changes would have to follow. */
@Injectable()
export class StockHeld implements Invariant {
  readonly name = 'stock-held';
  readonly title = 'The reserved and the sold units of every item are those that the orders hold';

  check(snapshot: Snapshot): Promise<Finding> {
    return snapshot.violations(sql`
      SELECT item_id AS id, format('reserved %s and sold %s, but orders hold %s reserved and %s sold',
        coalesce(stock.reserved, 0), coalesce(stock.sold, 0), coalesce(held.reserved, 0), coalesce(held.sold, 0)) AS detail
      FROM stock FULL JOIN (
        SELECT line ->> 'itemId' AS item_id,
          sum((line ->> 'quantity')::bigint) FILTER (WHERE state = 'RESERVED') AS reserved,
          sum((line ->> 'quantity')::bigint) FILTER (WHERE state = 'SOLD') AS sold
        FROM reservation CROSS JOIN jsonb_array_elements(items) AS line
        WHERE state IN ('RESERVED', 'SOLD') GROUP BY 1
      ) AS held USING (item_id)
      WHERE (coalesce(stock.reserved, 0), coalesce(stock.sold, 0))
        IS DISTINCT FROM (coalesce(held.reserved, 0), coalesce(held.sold, 0))`);
  }
}
