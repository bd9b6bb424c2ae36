import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

@Injectable()
export class StockBalance implements Invariant {
  readonly name = 'stock-balance';
  readonly title = 'Of every item, initial + restocked = available + reserved + sold, and none of them is negative';

  check(snapshot: Snapshot): Promise<Finding> {
    return snapshot.violations(sql`
      SELECT item_id AS id, format('initial %s + restocked %s, but available %s + reserved %s + sold %s',
        initial, restocked, available, reserved, sold) AS detail
      FROM stock
      WHERE initial + restocked <> available + reserved + sold
        OR least(initial, restocked, available, reserved, sold) < 0`);
  }
}
