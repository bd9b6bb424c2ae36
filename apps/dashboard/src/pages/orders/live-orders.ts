import type { Order, OrderStatus } from '../../api/orders';

/** An event of some order, as the live stream tells of it. */
export interface OrderEvent {
  readonly type: string;
  readonly orderId: string;
}

/** The status that an event brings, and those that it is brought from: events of different topics come in any order. */
const CHANGES: Readonly<Record<string, { readonly to: OrderStatus; readonly from: readonly OrderStatus[] }>> = {
  INVENTORY_RESERVED: { to: 'RESERVED', from: ['PENDING'] },
  ORDER_CONFIRMED: { to: 'CONFIRMED', from: ['PENDING', 'RESERVED'] },
  ORDER_REJECTED: { to: 'REJECTED', from: ['PENDING', 'RESERVED'] },
  ORDER_CANCELLED: { to: 'CANCELLED', from: ['PENDING', 'RESERVED', 'CONFIRMED'] },
};

/** The orders with the statuses that these events brought; the same list when they brought none. */
export function withEvents(orders: readonly Order[], events: readonly OrderEvent[]): readonly Order[] {
  const after = orders.map((order) => {
    const status = events.filter(({ orderId }) => orderId === order.id).reduce(statusAfter, order.status);
    return status === order.status ? order : { ...order, status };
  });
  return after.some((order, index) => order !== orders[index]) ? after : orders;
}

const statusAfter = (status: OrderStatus, { type }: OrderEvent): OrderStatus => {
  const change = CHANGES[type];
  return change?.from.includes(status) ? change.to : status;
};

/** What the live stream tells at once: `sample` holds some of the events that `byType` counts. */
export interface Flow {
  readonly byType: Readonly<Record<string, number>>;
  readonly sample: readonly OrderEvent[];
}

/** How many orders were placed, less those of the sample that are not newer than `newestId`: ids sort by time. */
export function newOrdersIn({ byType, sample }: Flow, newestId: string | undefined): number {
  const known = sample.filter(
    ({ type, orderId }) => type === 'ORDER_CREATED' && newestId !== undefined && orderId <= newestId,
  );
  return Math.max(0, (byType['ORDER_CREATED'] ?? 0) - known.length);
}
