import type { Evidence, Finding } from '../evidence.js';
import { checkAccounting } from './checks/accounting.js';
import { checkAgreement } from './checks/agreement.js';
import { checkAnalytics } from './checks/analytics.js';
import { checkDeadLetters } from './checks/dead-letters.js';
import { checkNotifications } from './checks/notifications.js';
import { checkOrders } from './checks/orders.js';
import { checkOutboxes } from './checks/outboxes.js';
import { checkSequences } from './checks/sequences.js';
import { checkStock } from './checks/stock.js';
import type { Observed } from './observed.js';
import { observe } from './sources/observe.js';

/**
 * Examines a system that is quiet: reads public REST, the databases and the topics, and judges what is there by rules of
 * its own; it shares no code with the services but the contracts. Rejects when it cannot read something.
 */
export async function examine(evidence: Evidence): Promise<Finding[]> {
  return judge(await observe(evidence));
}

/** Every check, by what was observed alone. */
export function judge(observed: Observed): Finding[] {
  return [
    checkStock(observed),
    checkOrders(observed),
    checkAgreement(observed),
    checkNotifications(observed),
    checkAnalytics(observed),
    checkOutboxes(observed),
    ...checkAccounting(observed),
    checkDeadLetters(observed),
    checkSequences(observed),
  ];
}
