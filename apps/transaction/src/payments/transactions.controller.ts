import { Controller, Get, HttpStatus, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPage, decodeCursor, isId, pageOf, Problem, type Page } from '@orderflow/service';
import { OrderOfTransaction, TransactionsQuery, transactionView, TransactionView } from './transaction.dto.js';
import { TransactionRepository } from './transaction.repository.js';

@ApiTags('transactions')
@Controller('transactions')
export class TransactionsController {
  constructor(private readonly transactions: TransactionRepository) {}

  @Get()
  @ApiOperation({ summary: 'The transactions, the newest first' })
  @ApiPage(TransactionView)
  async list(@Query() { limit, cursor, customerId, status }: TransactionsQuery): Promise<Page<TransactionView>> {
    const [before] = cursor === undefined ? [] : decodeCursor<[string]>(cursor, isId);
    const rows = await this.transactions.list({ customerId, state: status, before }, limit + 1);
    return pageOf(rows, limit, { item: transactionView, cursor: ({ order_id }) => [order_id] });
  }

  @Get(':orderId')
  @ApiOperation({ summary: 'The transaction of an order' })
  @ApiOkResponse({ type: TransactionView })
  @ApiNotFoundResponse({
    description: 'TRANSACTION.NOT_FOUND: nothing is known of this order; it does not exist, or is not reserved yet',
  })
  async find(@Param() { orderId }: OrderOfTransaction): Promise<TransactionView> {
    const row = await this.transactions.find(orderId);
    if (!row) throw notFound(orderId);
    return transactionView(row);
  }
}

const notFound = (orderId: string): Problem =>
  new Problem({
    status: HttpStatus.NOT_FOUND,
    code: 'TRANSACTION.NOT_FOUND',
    detail: `There is no transaction of order ${orderId}`,
  });
