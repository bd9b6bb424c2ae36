import type { Violation } from '../../api/invariants';
import { hrefOf } from '../../shell/hash';
import { isUuid } from '../../ui/format';

/** Where an offending id leads; null where no page shows it. */
export interface Offender {
  readonly href: string;
  /** What is there. */
  readonly label: string;
}

const PARTITION = /^([\w.-]+)\[\d+\]$/;

/**
 * An order leads to its journey: the one that the detail names, else the id itself. A partition (`order-events[3]`) leads
 * to its topic; what else inventory names is an item and leads to its stock.
 */
export function offenderOf({ id, detail }: Violation, service: string): Offender | null {
  const named = /\border (\S{36})/.exec(detail)?.[1];
  const order = named !== undefined && isUuid(named) ? named : id;
  if (isUuid(order)) return { href: `#/orders/${order}`, label: 'its journey' };
  const [, topic] = PARTITION.exec(id) ?? [];
  if (topic !== undefined) return { href: hrefOf('/topics', { topic }), label: 'its topic' };
  return service === 'inventory' ? { href: hrefOf('/inventory', { q: id }), label: 'its stock' } : null;
}
