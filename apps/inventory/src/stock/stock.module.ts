import { Module } from '@nestjs/common';
import { InventoryController } from './inventory.controller.js';
import { RestockRepository } from './restock.repository.js';
import { RestockService } from './restock.service.js';
import { StockRepository } from './stock.repository.js';

/** How many units of which item there are, and where. */
@Module({
  controllers: [InventoryController],
  providers: [StockRepository, RestockRepository, RestockService],
  exports: [StockRepository],
})
export class StockModule {}
