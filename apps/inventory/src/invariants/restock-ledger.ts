import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

@Injectable()
export class RestockLedger implements Invariant {
  readonly name = 'restock-ledger';
  readonly title = 'The restocked units of every item are the sum of its ledger of restocks';

  check(snapshot: Snapshot): Promise<Finding> {
    return snapshot.violations(sql`
      SELECT item_id AS id, format('restocked %s, but the ledger says %s', restocked, coalesce(units, 0)) AS detail
      FROM stock LEFT JOIN (SELECT item_id, sum(quantity) AS units FROM restock GROUP BY item_id) AS ledger USING (item_id)
      WHERE restocked <> coalesce(units, 0)`);
  }
}
