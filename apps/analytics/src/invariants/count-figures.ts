import { Injectable } from '@nestjs/common';
import type { Figures, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** What was counted since the beginning: a row per Kafka partition, and one per item and partition. Net of refunds. */
@Injectable()
export class CountFigures implements Figures {
  async read(snapshot: Snapshot): Promise<Record<string, number>> {
    const [figures] = await snapshot.read(sql<Record<string, number>>`
      SELECT * FROM
        (SELECT coalesce(sum(revenue_cents), 0)::bigint AS "revenueCents", coalesce(sum(orders), 0)::bigint AS orders,
          coalesce(sum(confirmed), 0)::bigint AS confirmed, coalesce(sum(events), 0)::bigint AS events FROM total_rollup) AS totals,
        (SELECT coalesce(sum(units), 0)::bigint AS units FROM item_rollup) AS items`);
    return { ...figures };
  }
}
