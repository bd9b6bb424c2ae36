import { type Service } from './service.js';

const TEXTS: Readonly<Record<string, string>> = {
  ORDER_CREATED: 'We have received your order',
  ORDER_CONFIRMED: 'Your order is confirmed',
  ORDER_REJECTED: 'We are sorry: your order cannot be fulfilled',
};

export const notification: Service = () => {
  const sent: { readonly customerId: string; readonly text: string }[] = [];
  const told = new Set<string>();

  return {
    subscriptions: ['order-events'],
    onEvent(type, { orderId, customerId }) {
      const text = TEXTS[type];
      if (text) sent.push({ customerId, text: `${text} ${orderId}` });
      if (type === 'ORDER_CONFIRMED') told.add(orderId);
    },
    tally: () => ({ sent: sent.length, notified: told.size }),
  };
};
