import { Module } from '@nestjs/common';
import { ImpossibleEvents } from '@orderflow/service';
import { DeadlineSweep } from './deadline-sweep.js';
import { InventoryEventsHandler } from './inventory-events.handler.js';
import { OrderCancellation } from './order-cancellation.js';
import { OrderMetrics } from './order-metrics.js';
import { OrderProgress } from './order-progress.js';
import { OrderQueries } from './order.queries.js';
import { OrderRepository } from './order.repository.js';
import { OrdersController } from './orders.controller.js';
import { SettlementWatch } from './settlement-watch.js';
import { TransactionEventsHandler } from './transaction-events.handler.js';

@Module({
  controllers: [OrdersController, InventoryEventsHandler, TransactionEventsHandler],
  providers: [
    DeadlineSweep,
    ImpossibleEvents,
    OrderCancellation,
    OrderMetrics,
    OrderProgress,
    OrderQueries,
    OrderRepository,
    SettlementWatch,
  ],
  exports: [OrderMetrics, OrderRepository],
})
export class OrdersModule {}
