import { Module } from '@nestjs/common';
import { BackendModule } from '@orderflow/service/backend';
import { InventorySettings } from './config.js';
import { migrations } from './database/migrations/index.js';
import { invariants } from './invariants/index.js';
import { ReservationsModule } from './reservations/reservations.module.js';
import { StockModule } from './stock/stock.module.js';

@Module({
  imports: [
    BackendModule.forRoot({
      name: 'inventory',
      title: 'Inventory',
      settings: InventorySettings,
      migrations,
      invariants,
    }),
    StockModule,
    ReservationsModule,
  ],
})
export class AppModule {}
