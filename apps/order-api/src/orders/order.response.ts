import { RejectionReason } from '@orderflow/contracts';
import { ApiChoice, ApiId, ApiList, ApiMoment, ApiMoney, ApiText, ApiWhole, toDecimal } from '@orderflow/service';
import { OrderStatus } from './domain/index.js';
import type { StoredOrder } from './order.table.js';

export class OrderLineResponse {
  @ApiText({ max: 64, example: 'ITEM-001' }) readonly itemId!: string;
  @ApiWhole({ min: 1, max: 10_000, example: 2 }) readonly quantity!: number;
  @ApiMoney({ optional: true, example: 1000, description: 'The price that the customer quoted' })
  readonly unitPrice?: number;
}

export class ShortageResponse {
  @ApiText({ max: 64, example: 'ITEM-001' }) readonly itemId!: string;
  @ApiWhole({ min: 1, max: 1_000_000, example: 100 }) readonly requested!: number;
  @ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, example: 48 }) readonly available!: number;
}

export class OrderResponse {
  @ApiId({ example: '01993e5a-7c1e-7d8a-b5a3-0f6f3c1d2e4b' }) readonly id!: string;
  @ApiText({ max: 64, example: 'CUST-123' }) readonly customerId!: string;
  @ApiChoice(Object.values(OrderStatus), {
    example: OrderStatus.Pending,
    description:
      'PENDING: accepted. RESERVED: the stock is reserved, the charge is due. CONFIRMED: charged. ' +
      'REJECTED: not fulfilled. CANCELLED: by the customer',
  })
  readonly status!: OrderStatus;
  @ApiMoment({ description: 'When the order came to its status' }) readonly statusSince!: string;
  @ApiMoment() readonly createdAt!: string;
  @ApiList(() => OrderLineResponse, { max: 100 }) readonly items!: OrderLineResponse[];
  @ApiMoney({ optional: true, example: 2500, description: 'The total that the customer quoted' })
  readonly totalAmount?: number;

  @ApiMoney({ optional: true, example: 2500, description: 'What was charged, once the order is confirmed' })
  readonly total?: number;
  @ApiText({ min: 3, max: 3, optional: true, example: 'USD', description: 'ISO 4217' }) readonly currency?: string;
  @ApiId({ optional: true, description: 'The charge' }) readonly transactionId?: string;

  @ApiChoice(Object.values(RejectionReason), { optional: true, description: 'Why the order was rejected' })
  readonly reason?: RejectionReason;
  @ApiText({ max: 1_000, optional: true, description: 'The reason as a sentence for people' })
  readonly detail?: string;
  @ApiList(() => ShortageResponse, { max: 100, optional: true, description: 'With the reason INSUFFICIENT_STOCK' })
  readonly shortages?: readonly ShortageResponse[];

  @ApiMoment({ optional: true, description: 'When the stock of the ended order was available again' })
  readonly stockReturnedAt?: string;
  @ApiMoment({ optional: true, description: 'When the charge of the ended order was given back' })
  readonly refundedAt?: string;
}

/** The order as clients see it: decimal amounts, and no field that does not apply. */
export function orderResponseOf(order: StoredOrder): OrderResponse {
  const { id, customerId, status, statusSince, createdAt, quotedTotal, charge } = order;
  return {
    id,
    customerId,
    status,
    statusSince: statusSince.toISOString(),
    createdAt: createdAt.toISOString(),
    items: order.items.map(({ unitPrice, ...line }) => ({ ...line, unitPrice: amountOf(unitPrice) })),
    totalAmount: amountOf(quotedTotal),
    ...(charge && { ...charge, total: toDecimal(charge.total) }),
    ...order.rejection,
    stockReturnedAt: order.stockReturnedAt?.toISOString(),
    refundedAt: order.refundedAt?.toISOString(),
  };
}

const amountOf = (cents: number | undefined): number | undefined =>
  cents === undefined ? undefined : toDecimal(cents);
