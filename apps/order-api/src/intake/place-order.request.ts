import { MAX_ID_LENGTH, MAX_LINES, MAX_QUANTITY, MAX_UNIT_PRICE, MIN_QUANTITY } from '@orderflow/contracts';
import { ApiList, ApiMoney, ApiText, ApiWhole, toCents } from '@orderflow/service';
import type { OrderRequest } from './placement.js';

export class OrderLineRequest {
  @ApiText({ max: MAX_ID_LENGTH, example: 'ITEM-001' }) readonly itemId!: string;
  @ApiWhole({ min: MIN_QUANTITY, max: MAX_QUANTITY, example: 2 }) readonly quantity!: number;
  @ApiMoney({
    maxCents: MAX_UNIT_PRICE,
    optional: true,
    example: 1000,
    description: 'What you expect a unit to cost; the order is declined if the price list says otherwise',
  })
  readonly unitPrice?: number;
}

export class PlaceOrderRequest {
  @ApiText({ max: MAX_ID_LENGTH, example: 'CUST-123' }) readonly customerId!: string;
  @ApiList(() => OrderLineRequest, { max: MAX_LINES, uniqueBy: 'itemId' }) readonly items!: OrderLineRequest[];
  @ApiMoney({
    optional: true,
    example: 2500,
    description: 'What you expect the order to cost; it is declined if the price list says otherwise',
  })
  readonly totalAmount?: number;
}

/** The bodies to try in Swagger UI. */
export const placeOrderExamples = {
  confirmed: {
    summary: 'Is confirmed',
    value: {
      customerId: 'CUST-123',
      items: [
        { itemId: 'ITEM-001', quantity: 2 },
        { itemId: 'ITEM-002', quantity: 5 },
      ],
      totalAmount: 2500,
    },
  },
  insufficient: {
    summary: 'Is rejected: there is not enough stock',
    value: { customerId: 'CUST-456', items: [{ itemId: 'ITEM-001', quantity: 100 }], totalAmount: 5000 },
  },
  declined: {
    summary: 'Is rejected: the price list says 999.99',
    value: { customerId: 'CUST-789', items: [{ itemId: 'ITEM-003', quantity: 1, unitPrice: 899.99 }] },
  },
};

/** With amounts in whole cents. */
export function orderRequestOf({ customerId, items, totalAmount }: PlaceOrderRequest): OrderRequest {
  return {
    customerId,
    items: items.map(({ itemId, quantity, unitPrice }) => ({ itemId, quantity, unitPrice: centsOf(unitPrice) })),
    quotedTotal: centsOf(totalAmount),
  };
}

const centsOf = (amount: number | undefined): number | undefined =>
  amount === undefined ? undefined : toCents(amount);
