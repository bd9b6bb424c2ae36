import { type Service } from './service.js';

export const analytics: Service = () => {
  const counts = new Map<string, number>();
  let revenue = 0;

  return {
    subscriptions: ['order-events', 'inventory-events', 'transaction-events'],
    onEvent(type, event) {
      counts.set(type, (counts.get(type) ?? 0) + 1);
      if (type === 'ORDER_CONFIRMED') revenue += event.total ?? 0;
    },
    tally: () => ({ counted: counts.get('ORDER_CONFIRMED') ?? 0, revenue }),
  };
};
