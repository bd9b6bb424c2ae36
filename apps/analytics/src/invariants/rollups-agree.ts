import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql, type RawBuilder } from 'kysely';
import { COUNTERS } from '../rollups/rollup.table.js';

/** Of each Kafka partition, for each has rows of its own. */
@Injectable()
export class RollupsAgree implements Invariant {
  readonly name = 'rollups-agree';
  readonly title = 'The minutes come to the totals in orders, ends and revenue, and so do the items in revenue';

  check(snapshot: Snapshot): Promise<Finding> {
    return snapshot.violations(sql`
      SELECT format('%s[%s]', topic, partition) AS id,
        format('totals %s, minutes %s, items %s', total.counts, coalesce(minutes.counts, ${NOTHING}), coalesce(items.cents, 0)) AS detail
      FROM (SELECT topic, partition, revenue_cents, ${counts((column) => sql.ref(column))} AS counts FROM total_rollup) AS total
      FULL JOIN (SELECT topic, partition, ${counts((column) => sql`sum(${sql.ref(column)})::bigint`)} AS counts
        FROM minute_rollup GROUP BY topic, partition) AS minutes USING (topic, partition)
      FULL JOIN (SELECT topic, partition, sum(revenue_cents)::bigint AS cents
        FROM item_rollup GROUP BY topic, partition) AS items USING (topic, partition)
      WHERE coalesce(total.counts, ${NOTHING}) <> coalesce(minutes.counts, ${NOTHING})
        OR coalesce(total.revenue_cents, 0) <> coalesce(items.cents, 0)`);
  }
}

const counts = (of: (column: string) => RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`ARRAY[${sql.join(COUNTERS.map(of))}]::bigint[]`;
const NOTHING = sql`array_fill(0::bigint, ARRAY[${sql.lit(COUNTERS.length)}])`;
