import { Controller, Logger } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { OrderCancelled, OrderConfirmed, OrderCreated, OrderRejected, Topic } from '@orderflow/contracts';
import { handles, type UnitOfWork } from '@orderflow/messaging';
import type { Tables } from '../database/tables.js';
import { StockRepository } from '../stock/stock.repository.js';
import { decideBatch, itemsOf, type OrderEvent } from './domain/index.js';
import { ReservationRepository } from './reservation.repository.js';

const ORDER_EVENTS = [OrderCreated, OrderConfirmed, OrderRejected, OrderCancelled];

/** Load, decide, save, publish: five round trips, whatever the size of the batch and the mix of its events. */
@Controller()
export class OrderEventsHandler {
  private readonly logger = new Logger(OrderEventsHandler.name);

  constructor(
    private readonly reservations: ReservationRepository,
    private readonly stock: StockRepository,
  ) {}

  // One handler for all events of an order: a batch of them comes in offset order, first come, first served.
  @EventPattern<string>(Topic.OrderEvents, handles<OrderEvent>(ORDER_EVENTS, { batch: true }))
  async follow(@Payload() events: OrderEvent[], @Ctx() { tx, publish }: UnitOfWork<Tables>): Promise<void> {
    const orderIds = events.map(({ orderId }) => orderId);
    const reservations = await this.reservations.lock(tx, orderIds);
    const available = await this.stock.lock(tx, itemsOf(reservations.values(), events));
    const decision = decideBatch(reservations, available, events);
    await Promise.all([this.reservations.save(tx, decision.reservations), this.stock.apply(tx, decision.stock)]);
    publish(decision.events);
    this.report(decision.impossible);
  }

  /** Nothing was changed for them; they say that another service is wrong. */
  private report(impossible: readonly OrderEvent[]): void {
    for (const { orderId } of impossible) this.logger.warn(`Order ${orderId} is confirmed, but nothing is reserved`);
  }
}
