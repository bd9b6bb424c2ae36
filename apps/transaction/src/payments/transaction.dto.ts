import { DeclineReason, MAX_ID_LENGTH, MAX_LINES, MAX_QUANTITY } from '@orderflow/contracts';
import {
  ApiChoice,
  ApiId,
  ApiList,
  ApiMoment,
  ApiMoney,
  ApiText,
  ApiWhole,
  PageQuery,
  toDecimal,
} from '@orderflow/service';
import { ApiProperty } from '@nestjs/swagger';
import { TransactionState } from './domain/index.js';
import { transactionOf, type TransactionRow } from './transaction.repository.js';

export class TransactionsQuery extends PageQuery {
  @ApiText({ max: MAX_ID_LENGTH, optional: true, description: 'Only transactions of this customer' })
  readonly customerId?: string;

  @ApiChoice(Object.values(TransactionState), { optional: true, description: 'Only transactions in this status' })
  readonly status?: TransactionState;
}

export class OrderOfTransaction {
  @ApiId({ example: '01932b1c-5d4e-7c3a-9f10-2b6f0c8e4d11' }) readonly orderId!: string;
}

class LineView {
  @ApiText({ max: MAX_ID_LENGTH, example: 'ITEM-003' }) readonly itemId!: string;
  @ApiWhole({ min: 1, max: MAX_QUANTITY, example: 2 }) readonly quantity!: number;
  @ApiMoney({ example: 999.99 }) readonly unitPrice!: number;
}

class DeclineView {
  @ApiChoice(Object.values(DeclineReason), { example: DeclineReason.QuoteMismatch }) readonly reason!: DeclineReason;
  @ApiText({ max: 1_000, example: 'The order was quoted at 5000.00 but costs 1999.98' }) readonly detail!: string;
  @ApiMoney({ optional: true, description: 'What the customer expected', example: 5000 }) readonly quotedTotal?: number;
  @ApiMoney({ optional: true, description: 'What the price list says', example: 1999.98 })
  readonly computedTotal?: number;
}

/** The payment of one order. */
export class TransactionView {
  @ApiId({ example: '01932b1c-5d4e-7c3a-9f10-2b6f0c8e4d11' }) readonly orderId!: string;
  @ApiId({ example: '01932b1c-5d6a-7e21-8c44-91d0a7b3f6e2' }) readonly transactionId!: string;
  @ApiText({ max: MAX_ID_LENGTH, example: 'CUST-123' }) readonly customerId!: string;
  @ApiChoice(Object.values(TransactionState), { example: TransactionState.Processed })
  readonly status!: TransactionState;
  @ApiList(() => LineView, { max: MAX_LINES, optional: true, description: 'What is charged, when the order is priced' })
  readonly items?: LineView[];
  @ApiMoney({ optional: true, example: 1999.98 }) readonly total?: number;
  @ApiText({ max: 3, optional: true, description: 'ISO 4217', example: 'USD' }) readonly currency?: string;
  @ApiProperty({ type: DeclineView, required: false, description: 'Why nothing is charged' })
  readonly decline?: DeclineView;
  @ApiMoment() readonly createdAt!: string;
  @ApiMoment() readonly updatedAt!: string;
}

export function transactionView(row: TransactionRow): TransactionView {
  const { orderId, id, customerId, state, charge, decline } = transactionOf(row);
  return {
    orderId,
    transactionId: id,
    customerId,
    status: state,
    ...(charge && {
      items: charge.items.map((line) => ({ ...line, unitPrice: toDecimal(line.unitPrice) })),
      total: toDecimal(charge.total),
      currency: charge.currency,
    }),
    ...(decline && {
      decline: {
        reason: decline.reason,
        detail: decline.detail,
        ...(decline.quotedTotal !== undefined && { quotedTotal: toDecimal(decline.quotedTotal) }),
        ...(decline.computedTotal !== undefined && { computedTotal: toDecimal(decline.computedTotal) }),
      },
    }),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
