import { Module } from '@nestjs/common';
import { ImpossibleEvents } from '@orderflow/service';
import { StockModule } from '../stock/stock.module.js';
import { OrderEventsHandler } from './order-events.handler.js';
import { ReservationRepository } from './reservation.repository.js';
import { ReservationsController } from './reservations.controller.js';

/** Which order holds which stock. */
@Module({
  imports: [StockModule],
  controllers: [OrderEventsHandler, ReservationsController],
  providers: [ImpossibleEvents, ReservationRepository],
})
export class ReservationsModule {}
