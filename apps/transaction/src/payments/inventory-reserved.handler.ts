import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { InventoryReserved } from '@orderflow/contracts';
import { handles, type UnitOfWork } from '@orderflow/messaging';
import { TransactionSettings } from '../config.js';
import type { Tables } from '../database/tables.js';
import { PriceRepository } from '../prices/price.repository.js';
import { answerAtOnce } from './answer-at-once.js';
import { decideNewsBatch } from './domain/index.js';
import { PaymentMetrics } from './payment-metrics.js';
import { PAYMENT_PROVIDER, type PaymentProvider } from './provider/payment-provider.js';
import { TransactionRepository } from './transaction.repository.js';

/** Load, decide, save, publish: four round trips, whatever the size of the batch. */
@Controller()
export class InventoryReservedHandler {
  constructor(
    private readonly transactions: TransactionRepository,
    private readonly prices: PriceRepository,
    private readonly settings: TransactionSettings,
    private readonly metrics: PaymentMetrics,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  @EventPattern<string>(InventoryReserved.topic, handles(InventoryReserved, { batch: true }))
  async charge(
    @Payload() orders: InventoryReserved[],
    @Ctx() { tx, publish, afterCommit }: UnitOfWork<Tables>,
  ): Promise<void> {
    const [transactions, prices] = await Promise.all([
      this.transactions.lockOrCreate(tx, orders),
      this.prices.of(tx, itemIdsOf(orders)),
    ]);
    const asked = decideNewsBatch(transactions, orders, { currency: this.settings.CURRENCY, prices });
    const decision = answerAtOnce(asked, this.provider);
    await this.transactions.save(tx, decision.transactions, this.provider.kind);
    publish(decision.events);
    afterCommit(() => this.metrics.moved(decision.events));
  }
}

const itemIdsOf = (orders: readonly InventoryReserved[]): string[] => [
  ...new Set(orders.flatMap(({ items }) => items.map(({ itemId }) => itemId))),
];
