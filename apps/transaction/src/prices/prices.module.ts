import { Module } from '@nestjs/common';
import { PriceRepository } from './price.repository.js';
import { PricesController } from './prices.controller.js';

/** What an item costs. */
@Module({
  controllers: [PricesController],
  providers: [PriceRepository],
  exports: [PriceRepository],
})
export class PricesModule {}
