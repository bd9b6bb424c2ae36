import type { Order } from '../../api/orders';
import type { Transaction } from '../../api/transactions';

/** A line of the order with both prices of a unit, as far as they are known. */
export interface OrderLineRow {
  readonly itemId: string;
  readonly quantity: number;
  /** What the customer expected. */
  readonly quoted?: number;
  /** What the price list said when it was charged. */
  readonly price?: number;
  readonly currency?: string;
}

export function linesOf(order: Order, transaction: Transaction | undefined): OrderLineRow[] {
  const prices = new Map(transaction?.items?.map(({ itemId, unitPrice }) => [itemId, unitPrice]));
  return order.items.map(({ itemId, quantity, unitPrice }) => ({
    itemId,
    quantity,
    quoted: unitPrice,
    price: prices.get(itemId),
    currency: transaction?.currency,
  }));
}
