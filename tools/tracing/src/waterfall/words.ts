import { type Leg } from './legs.js';
import { type Path } from './path.js';
import { type Row, type Waterfall } from './waterfall.js';

export const LEG_TITLES: Readonly<Record<Leg['name'], string>> = {
  outbox: 'outbox',
  kafka: 'Kafka',
  wait: 'wait',
  parked: 'parked',
};

/** In milliseconds, as the tables and pictures show them. */
export const ms = (milliseconds: number) => milliseconds.toFixed(1);

export function headline({ traceId, start, end, rows }: Waterfall): string {
  const services = new Set(rows.map(({ span }) => span.service)).size;
  return `Trace ${traceId}, ${new Date(start).toISOString()}: ${rows.length} spans of ${services} services in ${ms(end - start)} ms`;
}

/** "handled, attempt 2, parked 510.2 ms". */
export function noteOf({ span, fate, attempt, batch, legs }: Row): string {
  const parked = legs.find(({ name }) => name === 'parked');
  const parts = [
    fate ?? (span.failed ? 'failed' : undefined),
    attempt && `attempt ${attempt}`,
    parked && `parked ${ms(parked.end - parked.start)} ms`,
    batch && `in a batch of ${batch}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What the way to the end of the last span consists of; legs of no time are left out. */
export function summary(path: Path): string {
  const legs = (['outbox', 'kafka', 'wait', 'parked'] as const).filter((name) => path[name] >= 0.05);
  const parts = [...legs.map((name) => `${LEG_TITLES[name]} ${ms(path[name])} ms`), `at work ${ms(path.work)} ms`];
  return `The way to the last span: ${parts.join(', ')}`;
}
