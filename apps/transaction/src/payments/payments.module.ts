import { Module } from '@nestjs/common';
import { TransactionSettings } from '../config.js';
import { PricesModule } from '../prices/prices.module.js';
import { IntentRepository } from './intent.repository.js';
import { InventoryReservedHandler } from './inventory-reserved.handler.js';
import { OrderEndedHandler } from './order-ended.handler.js';
import { PaymentMetrics } from './payment-metrics.js';
import { BuiltInProvider } from './provider/built-in-provider.js';
import { HttpProvider } from './provider/http-provider.js';
import { PAYMENT_PROVIDER, type PaymentProvider } from './provider/payment-provider.js';
import { ProviderController } from './provider/provider.controller.js';
import { ProviderSwitchController } from './provider/provider-switch.controller.js';
import { ProviderWorker } from './provider-worker.js';
import { TransactionRepository } from './transaction.repository.js';
import { TransactionsController } from './transactions.controller.js';

/** Charges reserved orders, refunds those that end. */
@Module({
  imports: [PricesModule],
  controllers: [
    InventoryReservedHandler,
    OrderEndedHandler,
    TransactionsController,
    ProviderController,
    ProviderSwitchController,
  ],
  providers: [
    TransactionRepository,
    IntentRepository,
    PaymentMetrics,
    ProviderWorker,
    { provide: PAYMENT_PROVIDER, inject: [TransactionSettings], useFactory: chooseProvider },
  ],
})
export class PaymentsModule {}

function chooseProvider(settings: TransactionSettings): PaymentProvider {
  const { PAYMENT_PROVIDER_URL, PAYMENT_DENIED_CUSTOMERS, paymentLimitCents } = settings;
  if (PAYMENT_PROVIDER_URL) return new HttpProvider(PAYMENT_PROVIDER_URL.replace(/\/+$/, ''));
  return new BuiltInProvider({ limit: paymentLimitCents, deniedCustomers: PAYMENT_DENIED_CUSTOMERS });
}
