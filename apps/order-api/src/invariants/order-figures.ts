import { Injectable } from '@nestjs/common';
import type { Figures, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';

/** How many orders there are. One that was confirmed counts as such also when it was cancelled later: its charge stays. */
@Injectable()
export class OrderFigures implements Figures {
  async read(snapshot: Snapshot): Promise<Record<string, number>> {
    const [counts] = await snapshot.read(sql<Record<string, number>>`
      SELECT count(*) AS "acceptedOrders", count(transaction_id) AS "confirmedOrders" FROM orders`);
    return { ...counts };
  }
}
