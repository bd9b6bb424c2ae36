import { type OrderedLine } from '../../workload/orders.js';

export interface OrderCreated {
  readonly orderId: string;
  readonly customerId: string;
  readonly items: readonly OrderedLine[];
  /** In cents. */
  readonly quotedTotal?: number;
}

export interface OrderRefused {
  readonly orderId: string;
  readonly customerId: string;
  readonly reason: string;
}

export interface OrderProcessed {
  readonly orderId: string;
  readonly customerId: string;
  readonly transactionId: string;
  readonly items: readonly OrderedLine[];
  /** In cents. */
  readonly total: number;
  readonly currency: string;
}
