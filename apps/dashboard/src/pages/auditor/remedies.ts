import type { Invariant } from '../../api/invariants';

const READ_THE_JOURNEY =
  'Open the journey of each order: it shows which event came last and which one is missing. Parked events of it are in Dead letters.';
const TAMPERED =
  'No code path writes this: someone changed rows by hand, or a release has a fault. Stop what writes, find the change in the logs, and correct the row.';

/** What to do when an invariant is violated, by its name. */
const REMEDIES: Readonly<Record<string, string>> = {
  'orders-in-time': `${READ_THE_JOURNEY} If many are late, look at the lag of inventory and transaction first.`,
  'settled-orders-complete': `Compare each order with its transaction on its journey. ${TAMPERED}`,
  'stock-balance': `Compare the item with its restocks and with the orders that hold it. ${TAMPERED}`,
  'restock-ledger': `Restocks go through POST /inventory/:itemId/restock only, which writes the ledger in the same transaction. ${TAMPERED}`,
  'stock-held': `Add up the reservations of the item: it holds more or less than its orders do. ${TAMPERED}`,
  'charges-in-time':
    'Ask the payment provider for each order id, which is its idempotency key: it tells whether the charge went through. Then see that the provider can be reached.',
  'totals-add-up': `Compare the lines with the price list of that time, and refund what was charged too much. ${TAMPERED}`,
  'told-once': `A unique key forbids this, so see whether the index is still there. ${TAMPERED}`,
  'delivered-in-time':
    'See the last error: the mail server refuses or does not answer. Mend it; delivery goes on by itself.',
  'legal-sequences': `A service has published what its state table forbids, or analytics read a topic that was restored. ${READ_THE_JOURNEY}`,
  'rollups-agree': 'Count the event log anew: npm run rebuild. If it differs again, the counting rule has a fault.',
};

const ACROSS_SERVICES =
  'Two services disagree although nothing is under way. See Dead letters for an event that one of them could not handle, and redrive it. If it is analytics that has miscounted, npm run rebuild counts its log anew.';
const WITHIN_A_SERVICE = 'Open what is listed, compare it with its events, and correct what is wrong.';

/** A sentence or two on what to do about a violated invariant. */
export const remedyOf = ({ name, service }: Pick<Invariant, 'name' | 'service'>): string =>
  REMEDIES[name] ?? (service === 'system' ? ACROSS_SERVICES : WITHIN_A_SERVICE);
