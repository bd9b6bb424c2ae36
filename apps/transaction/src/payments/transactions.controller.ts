import { Controller, Get, HttpStatus, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPage, By, decodeCursor, isId, pageOf, Problem, Requires, type Caller, type Page } from '@orderflow/service';
import { OrderOfTransaction, TransactionsQuery, transactionView, TransactionView } from './transaction.dto.js';
import { TransactionRepository } from './transaction.repository.js';

@ApiTags('transactions')
@Requires('orders:read')
@Controller('transactions')
export class TransactionsController {
  constructor(private readonly transactions: TransactionRepository) {}

  @Get()
  @ApiOperation({ summary: 'The transactions, the newest first', description: 'A customer sees its own.' })
  @ApiPage(TransactionView)
  async list(
    @Query() { limit, cursor, customerId, status }: TransactionsQuery,
    @By() { customerId: owner }: Caller,
  ): Promise<Page<TransactionView>> {
    const [before] = cursor === undefined ? [] : decodeCursor<[string]>(cursor, isId);
    const rows = await this.transactions.list({ owner, customerId, state: status, before }, limit + 1);
    return pageOf(rows, limit, { item: transactionView, cursor: ({ order_id }) => [order_id] });
  }

  @Get(':orderId')
  @ApiOperation({ summary: 'The transaction of an order' })
  @ApiOkResponse({ type: TransactionView })
  @ApiNotFoundResponse({
    description:
      'TRANSACTION.NOT_FOUND: nothing is known of this order; it does not exist, is not reserved yet, or is another customer’s',
  })
  async find(@Param() { orderId }: OrderOfTransaction, @By() caller: Caller): Promise<TransactionView> {
    const row = await this.transactions.find(orderId, caller.customerId);
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
