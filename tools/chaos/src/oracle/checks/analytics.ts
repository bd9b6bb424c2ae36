import type { Finding } from '../../evidence.js';
import { count, finding } from '../finding.js';
import type { Observed, Order, Summary } from '../observed.js';
import { publishedEvents } from '../order-events.js';

/** The totals of analytics are what the orders themselves say; the units that it counts are those that inventory sold. */
export function checkAnalytics({ orders, summary, stock, unitsCounted, log }: Observed): Finding {
  const events = publishedEvents(log).length;
  const due: Record<string, number> = { ...figuresOf({ ...totalsOf(orders), events }) };
  const counted: Record<string, number> = { ...figuresOf(summary) };
  for (const { itemId, sold } of stock) {
    due[`units of ${itemId}`] = sold;
    counted[`units of ${itemId}`] = unitsCounted.get(itemId) ?? 0;
  }
  const wrong = Object.keys({ ...due, ...counted })
    .filter((name) => (counted[name] ?? 0) !== (due[name] ?? 0))
    .map((name) => `${name}: ${counted[name] ?? 0} counted, ${due[name] ?? 0} due`);
  return finding('analytics', `${count(summary.events)} events, ${count(summary.orders)} orders counted`, wrong);
}

function totalsOf(orders: readonly Order[]): Omit<Summary, 'events'> {
  const rejectedByReason: Record<string, number> = {};
  for (const { status, reason } of orders) {
    if (status === 'REJECTED') rejectedByReason[reason!] = (rejectedByReason[reason!] ?? 0) + 1;
  }
  return {
    orders: orders.length,
    // One that was confirmed and cancelled later counts as both.
    confirmed: orders.filter(({ totalCents }) => totalCents !== undefined).length,
    rejectedByReason,
    cancelled: orders.filter(({ status }) => status === 'CANCELLED').length,
    revenueCents: orders.reduce((sum, { status, totalCents }) => sum + (status === 'CONFIRMED' ? totalCents! : 0), 0),
  };
}

const figuresOf = ({ rejectedByReason, ...totals }: Summary): Record<string, number> => ({
  ...totals,
  ...Object.fromEntries(Object.entries(rejectedByReason).map(([reason, orders]) => [`rejected: ${reason}`, orders])),
});
