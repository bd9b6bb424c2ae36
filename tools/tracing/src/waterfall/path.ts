import { type Leg } from './legs.js';
import { type Row, type Waterfall } from './waterfall.js';

/** Milliseconds of the way from the trace's beginning to the end of its last span. `work` is what is in no leg. */
export type Path = Readonly<Record<Leg['name'] | 'work', number>>;

/** Follows the parents of the span that ended last. */
export function pathOf({ start, end, rows }: Waterfall): Path {
  const byId = new Map(rows.map((row) => [row.span.spanId, row]));
  const spent = { outbox: 0, kafka: 0, wait: 0, parked: 0 };
  let row: Row | undefined = rows.find(({ span }) => span.end === end);
  while (row) {
    for (const leg of row.legs) spent[leg.name] += leg.end - leg.start;
    row = byId.get(row.span.parentId ?? '');
  }
  return { ...spent, work: end - start - spent.outbox - spent.kafka - spent.wait - spent.parked };
}
