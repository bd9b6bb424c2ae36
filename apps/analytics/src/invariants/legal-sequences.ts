import { Injectable } from '@nestjs/common';
import type { Finding, Invariant, Snapshot } from '@orderflow/service';
import { sql } from 'kysely';
import { isLegal } from './domain/index.js';

/** So many events of the newest orders are looked at; all would take as long as there are events. */
const NEWEST = 5_000;
const SHOWN = 20;

interface Sequence {
  readonly orderId: string;
  readonly types: readonly string[];
}

/** What orders have gone through, as their events tell it: each has one end at most, and gets there by a legal way. */
@Injectable()
export class LegalSequences implements Invariant {
  readonly name = 'legal-sequences';
  readonly title = 'The events of every order are a legal sequence, with one end at most and none twice';

  async check(snapshot: Snapshot): Promise<Finding> {
    // Order ids are UUIDv7. An event that is logged twice, a fault of the inbox, shows as one that came twice.
    const sequences = await snapshot.read(sql<Sequence>`
      SELECT order_id AS "orderId", array_agg(type ORDER BY partition, "offset") AS types
      FROM (SELECT order_id, topic, partition, "offset", type FROM event_log
        ORDER BY order_id DESC LIMIT ${sql.lit(NEWEST)}) AS newest
      GROUP BY order_id, topic`);
    const illegal = sequences.filter(({ types }) => !isLegal(types));
    const violations = illegal.map(({ orderId, types }) => ({ id: orderId, detail: types.join(', ') }));
    violations.sort((one, other) => (one.id < other.id ? -1 : 1));
    return { violations: violations.slice(0, SHOWN), count: violations.length };
  }
}
