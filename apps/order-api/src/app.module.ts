import { Module } from '@nestjs/common';
import { BackendModule } from '@orderflow/service/backend';
import { OrderApiSettings } from './config.js';
import { migrations } from './database/migrations/index.js';
import { IntakeModule } from './intake/intake.module.js';
import { invariants } from './invariants/index.js';
import { OrdersModule } from './orders/orders.module.js';

@Module({
  imports: [
    BackendModule.forRoot({
      name: 'order-api',
      title: 'Order API',
      settings: OrderApiSettings,
      migrations,
      invariants,
    }),
    OrdersModule,
    IntakeModule,
  ],
})
export class AppModule {}
