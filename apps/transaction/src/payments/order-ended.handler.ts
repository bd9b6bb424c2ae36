import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { OrderCancelled, OrderRejected, Topic } from '@orderflow/contracts';
import { handles, type UnitOfWork } from '@orderflow/messaging';
import type { Tables } from '../database/tables.js';
import { refundAtOnce } from './answer-at-once.js';
import { decideNewsBatch, undoesCharge } from './domain/index.js';
import { PaymentMetrics } from './payment-metrics.js';
import { PAYMENT_PROVIDER, type PaymentProvider } from './provider/payment-provider.js';
import { TransactionRepository } from './transaction.repository.js';

type OrderEnded = OrderCancelled | OrderRejected;

const ENDS = [OrderCancelled, OrderRejected];
/** An order that ends is not priced. */
const NO_PRICES = { currency: '', prices: new Map<string, number>() };

/** Voids what was not charged yet and refunds what was. */
@Controller()
export class OrderEndedHandler {
  constructor(
    private readonly transactions: TransactionRepository,
    private readonly metrics: PaymentMetrics,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  @EventPattern<string>(Topic.OrderEvents, handles<OrderEnded>(ENDS, { batch: true, where: undoesCharge }))
  async undo(@Payload() orders: OrderEnded[], @Ctx() { tx, publish, afterCommit }: UnitOfWork<Tables>): Promise<void> {
    const transactions = await this.transactions.lockOrCreate(tx, orders);
    const decision = decideNewsBatch(transactions, orders, NO_PRICES);
    refundAtOnce(decision, this.provider);
    await this.transactions.save(tx, decision.transactions, this.provider.kind);
    publish(decision.events);
    afterCommit(() => this.metrics.moved(decision.events));
  }
}
