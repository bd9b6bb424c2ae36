import { Injectable } from '@nestjs/common';
import type { Figures, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** What was charged, also what was given back later, and what was given back; in cents. Their difference is the revenue. */
@Injectable()
export class PaymentFigures implements Figures {
  async read(snapshot: Snapshot): Promise<Record<string, number>> {
    const [sums] = await snapshot.read(sql<Record<string, number>>`
      SELECT coalesce(sum(total), 0)::bigint AS "processedCents",
        coalesce(sum(total) FILTER (WHERE state = 'REFUNDED'), 0)::bigint AS "refundedCents"
      FROM transaction WHERE state IN ('PROCESSED', 'REFUNDED')`);
    return { ...sums };
  }
}
