/** The topics, one per aggregate. The key of every message is the order id. */
export const Topic = {
  OrderEvents: 'order-events',
  InventoryEvents: 'inventory-events',
  TransactionEvents: 'transaction-events',
} as const;

export type Topic = (typeof Topic)[keyof typeof Topic];
