import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** Three attempts at least, however long the waits between them have become. */
const LIMIT_MINUTES = 15;

/** Finds the notifications that are stuck. Their index holds those that are pending, and no others. */
@Injectable()
export class DeliveredInTime implements Invariant {
  readonly name = 'delivered-in-time';
  readonly title = `No notification waits for its delivery for longer than ${LIMIT_MINUTES} minutes`;

  check(snapshot: Snapshot): Promise<Finding> {
    return snapshot.violations(sql`
      SELECT id::text, format('order %s, %s by %s, attempts %s, the last error: %s',
        order_id, kind, channel, attempts, coalesce(error, 'none')) AS detail
      FROM notification
      WHERE state = 'PENDING' AND created_at < now() - interval '${sql.raw(String(LIMIT_MINUTES))} minutes'`);
  }
}
