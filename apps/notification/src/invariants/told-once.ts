import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** The orders of so many of the newest notifications are looked at. */
const NEWEST = 1_000;

@Injectable()
export class ToldOnce implements Invariant {
  readonly name = 'told-once';
  readonly title = 'A customer is told each thing once: there is one notification per order, kind and channel';

  check(snapshot: Snapshot): Promise<Finding> {
    return snapshot.violations(sql`
      SELECT order_id::text AS id, format('%s notifications %s by %s', count(*), kind, channel) AS detail
      FROM notification
      WHERE order_id IN (SELECT order_id FROM (
        SELECT order_id FROM notification ORDER BY id DESC LIMIT ${sql.lit(NEWEST)}) AS newest)
      GROUP BY order_id, kind, channel HAVING count(*) > 1`);
  }
}
