import { Injectable } from '@nestjs/common';
import type { Figures, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** Units of all items together. */
@Injectable()
export class StockFigures implements Figures {
  async read(snapshot: Snapshot): Promise<Record<string, number>> {
    const [units] = await snapshot.read(sql<Record<string, number>>`
      SELECT coalesce(sum(available), 0)::bigint AS "availableUnits", coalesce(sum(reserved), 0)::bigint AS "reservedUnits",
        coalesce(sum(sold), 0)::bigint AS "soldUnits"
      FROM stock`);
    return { ...units };
  }
}
