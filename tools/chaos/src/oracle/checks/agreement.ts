import type { Finding } from '../../evidence.js';
import { count, finding } from '../finding.js';
import type { Observed, Order } from '../observed.js';

/** What an order, its reservation and its transaction may have come to together. */
const AGREED =
  /^CONFIRMED SOLD PROCESSED$|^(REJECTED|CANCELLED) (REFUSED|RELEASED|RETURNED|CLOSED) (NEW|DECLINED|VOID|REFUNDED)$/;

/** Order, reservation and transaction agree; what was reserved or charged in vain has come back. */
export function checkAgreement({ orders, reservations, transactions }: Observed): Finding {
  const stateIn = (states: ReadonlyMap<string, string>, { id }: Order) => states.get(id) ?? 'NEW';
  const known = new Set(orders.map(({ id }) => id));
  const strangers = (what: string, states: ReadonlyMap<string, string>) =>
    [...states.keys()].filter((id) => !known.has(id)).map((id) => `${id} has a ${what}, but there is no such order`);
  const ends = orders.map((order) => ({
    order,
    end: `${order.status} ${stateIn(reservations, order)} ${stateIn(transactions, order)}`,
  }));
  const kinds = new Set(ends.map(({ end }) => end)).size;
  return finding(
    'agreement',
    `${count(orders.length)} orders with their reservations and charges, ${kinds} kinds of end`,
    [
      ...ends.flatMap(({ order, end }) => faultsOf(order, end)),
      ...strangers('reservation', reservations),
      ...strangers('transaction', transactions),
    ],
  );
}

function faultsOf({ id, stockReturned, refunded }: Order, end: string): string[] {
  if (!AGREED.test(end)) return [`${id}: ${end}`];
  const faults: string[] = [];
  if (stockReturned !== /RELEASED|RETURNED/.test(end))
    faults.push(`its stock has ${stockReturned ? '' : 'not '}returned`);
  if (refunded !== /REFUNDED/.test(end)) faults.push(`it was ${refunded ? '' : 'not '}refunded`);
  return faults.map((fault) => `${id}: ${end}, but by the order ${fault}`);
}
