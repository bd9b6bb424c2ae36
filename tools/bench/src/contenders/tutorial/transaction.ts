import { itemId, ITEMS, PRICE_CENTS } from '../../workload/catalogue.js';
import { type Service } from './service.js';

export const transaction: Service = ({ publish }) => {
  const prices = new Map(Array.from({ length: ITEMS }, (_, n) => [itemId(n), PRICE_CENTS]));
  const charged = new Map<string, number>();

  return {
    subscriptions: ['inventory-events'],
    async onEvent(type, event) {
      if (type !== 'INVENTORY_RESERVED') return;
      const total = event.items.reduce((sum, { itemId, quantity }) => sum + prices.get(itemId)! * quantity, 0);
      if (event.quotedTotal !== undefined && event.quotedTotal !== total) {
        await publish('transaction-events', 'ORDER_DECLINED', { ...event, total, reason: 'the price has changed' });
        return;
      }
      charged.set(event.orderId, total);
      await publish('transaction-events', 'ORDER_PROCESSED', { ...event, total });
    },
    tally: () => ({ charged: charged.size }),
  };
};
