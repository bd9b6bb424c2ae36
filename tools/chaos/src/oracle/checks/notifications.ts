import {
  InventoryInsufficient,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderRejected,
  RejectionReason,
} from '@orderflow/contracts';
import type { Finding } from '../../evidence.js';
import { count, finding } from '../finding.js';
import type { Observed } from '../observed.js';
import { publishedEvents, type OrderEvent } from '../order-events.js';

/** From this amount on a confirmation is told by SMS too: the default of SMS_MINIMUM. */
const SMS_FROM_CENTS = 100_000;
const DELIVERED = ['SENT', 'KEPT'];

/** Customers are told what the events say, each thing once on each channel, and every message has been delivered. */
export function checkNotifications({ log, notifications }: Observed): Finding {
  const due = new Set(publishedEvents(log).flatMap(toldOf));
  const told = new Set<string>();
  const wrong: string[] = [];
  for (const { orderId, kind, channel, state } of notifications) {
    const what = `${orderId} ${kind} ${channel}`;
    if (told.has(what)) wrong.push(`${what} twice`);
    if (!due.has(what)) wrong.push(`${what}, which no event asks for`);
    if (!DELIVERED.includes(state)) wrong.push(`${what} is ${state}`);
    told.add(what);
  }
  for (const what of due) if (!told.has(what)) wrong.push(`${what} is missing`);
  return finding('notifications', `${count(notifications.length)} told, ${count(due.size)} due`, wrong);
}

const EMAIL = 'EMAIL';

function toldOf(event: OrderEvent): string[] {
  const by = (kind: string, channel = EMAIL) => `${event.orderId} ${kind} ${channel}`;
  switch (event.type) {
    case OrderCreated.type:
      return [by('RECEIVED')];
    case OrderConfirmed.type:
      return event.totalCents! >= SMS_FROM_CENTS ? [by('CONFIRMED'), by('CONFIRMED', 'SMS')] : [by('CONFIRMED')];
    case OrderCancelled.type:
      return [by('CANCELLED')];
    case InventoryInsufficient.type:
      return [by('OUT_OF_STOCK')];
    case OrderRejected.type: // for want of stock: INVENTORY_INSUFFICIENT has told it
      return event.reason === RejectionReason.InsufficientStock ? [] : [by(event.reason!)];
    default:
      return [];
  }
}
