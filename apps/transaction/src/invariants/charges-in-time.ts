import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** After 15 minutes an order is rejected that is not charged; the provider is asked again every four minutes at least. */
const LIMIT_MINUTES = 20;

/** Finds the charges that are stuck. The index of the states leaves out what is PROCESSED. */
@Injectable()
export class ChargesInTime implements Invariant {
  readonly name = 'charges-in-time';
  readonly title = `No charge waits for the payment provider's answer for longer than ${LIMIT_MINUTES} minutes`;

  check(snapshot: Snapshot): Promise<Finding> {
    return snapshot.violations(sql`
      SELECT order_id::text AS id,
        format('CHARGING since %s, asked %s times', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), attempts) AS detail
      FROM transaction
      WHERE state = 'CHARGING' AND created_at < now() - interval '${sql.raw(String(LIMIT_MINUTES))} minutes'`);
  }
}
