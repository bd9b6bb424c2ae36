import {
  InventoryInsufficient,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  type OrderRejected,
  RejectionReason,
  type Shortage,
} from '@orderflow/contracts';
import { formatMoney } from './format-money.js';
import { Channel, Kind, type Notification } from './notification.js';

/** The events that a customer may hear of. */
export type NotifiableEvent = OrderCreated | OrderConfirmed | OrderRejected | OrderCancelled | InventoryInsufficient;

type Message = Pick<Notification, 'kind' | 'subject' | 'text'>;

/** What an event tells the customer by email; `undefined` for a rejection that INVENTORY_INSUFFICIENT has told already. */
export function emailFor(event: NotifiableEvent): Notification | undefined {
  const message = messageFor(event);
  return message && notification(event, Channel.Email, message);
}

/** Only a confirmed order of at least a configured amount, in cents, is worth an SMS. */
export function deservesSms(event: OrderConfirmed, smsFromCents: number): boolean {
  return event.total >= smsFromCents;
}

export function smsFor(event: OrderConfirmed): Notification {
  return notification(event, Channel.Sms, confirmed(event));
}

function notification(
  { orderId, customerId }: NotifiableEvent,
  channel: Channel,
  { kind, subject, text }: Message,
): Notification {
  return { orderId, customerId, kind, channel, subject, text };
}

function messageFor(event: NotifiableEvent): Message | undefined {
  if (event instanceof OrderCreated) return received(event);
  if (event instanceof OrderConfirmed) return confirmed(event);
  if (event instanceof OrderCancelled) return cancelled(event);
  if (event instanceof InventoryInsufficient) return outOfStock(event);
  return rejected(event);
}

function received({ orderId }: OrderCreated): Message {
  return { kind: Kind.Received, subject: 'Order received', text: `We have received your order ${orderId}.` };
}

function confirmed({ total, currency }: OrderConfirmed): Message {
  const amount = formatMoney(total, currency);
  return { kind: Kind.Confirmed, subject: 'Order confirmed', text: `Your order of ${amount} has been confirmed!` };
}

function cancelled({ orderId }: OrderCancelled): Message {
  const text = `Your order ${orderId} has been cancelled. Anything that was charged for it is refunded.`;
  return { kind: Kind.Cancelled, subject: 'Order cancelled', text };
}

function outOfStock({ orderId, shortages }: InventoryInsufficient): Message {
  const lines = shortages.map(
    ({ itemId, requested, available }: Shortage) => `${itemId}: ${requested} ordered, ${available} available`,
  );
  const text = [`We cannot fulfil your order ${orderId}, because too little is in stock.`, ...lines].join('\n');
  return { kind: Kind.OutOfStock, subject: 'Out of stock', text };
}

function rejected({ orderId, reason, detail }: OrderRejected): Message | undefined {
  switch (reason) {
    case RejectionReason.InsufficientStock:
      return undefined;
    case RejectionReason.Declined:
      return { kind: Kind.Declined, subject: 'Order declined', text: `Your order ${orderId} was declined: ${detail}.` };
    case RejectionReason.TimedOut: {
      const text = `We could not complete your order ${orderId} in time. Anything that was charged for it is refunded.`;
      return { kind: Kind.TimedOut, subject: 'Order not completed', text };
    }
  }
}
