import { Module } from '@nestjs/common';
import { BackendModule } from '@orderflow/service/backend';
import { TransactionSettings } from './config.js';
import { migrations } from './database/migrations/index.js';
import { invariants } from './invariants/index.js';
import { PaymentsModule } from './payments/payments.module.js';
import { PricesModule } from './prices/prices.module.js';

@Module({
  imports: [
    BackendModule.forRoot({
      name: 'transaction',
      title: 'Transaction',
      settings: TransactionSettings,
      migrations,
      invariants,
    }),
    PricesModule,
    PaymentsModule,
  ],
})
export class AppModule {}
