/** A topic, who writes it and who reads it. */
export interface TopicRoute {
  readonly topic: string;
  readonly producer: string;
  readonly consumers: readonly string[];
  /** The types of its events. */
  readonly types: readonly string[];
}

/** As docs/architecture.md draws it. */
export const ROUTES: readonly TopicRoute[] = [
  {
    topic: 'order-events',
    producer: 'order-api',
    consumers: ['inventory', 'transaction', 'notification', 'analytics'],
    types: ['ORDER_CREATED', 'ORDER_CONFIRMED', 'ORDER_REJECTED', 'ORDER_CANCELLED'],
  },
  {
    topic: 'inventory-events',
    producer: 'inventory',
    consumers: ['order-api', 'transaction', 'notification', 'analytics'],
    types: ['INVENTORY_RESERVED', 'INVENTORY_INSUFFICIENT', 'INVENTORY_RELEASED'],
  },
  {
    topic: 'transaction-events',
    producer: 'transaction',
    consumers: ['order-api', 'analytics'],
    types: ['ORDER_PROCESSED', 'ORDER_DECLINED', 'ORDER_REFUNDED'],
  },
];

/** From top to bottom, so that the fewest edges cross. */
export const CONSUMERS = ['order-api', 'inventory', 'transaction', 'notification', 'analytics'] as const;

/** Events of a topic among counts by type. */
export const countOf = ({ types }: TopicRoute, byType: Readonly<Record<string, number>>): number =>
  types.reduce((sum, type) => sum + (byType[type] ?? 0), 0);
