import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { OrderCancelled, OrderConfirmed, OrderCreated, OrderRejected, Topic } from '@orderflow/contracts';
import { handles, type HandlerContext } from '@orderflow/messaging';
import { ImpossibleEvents } from '@orderflow/service';
import type { Tables } from '../database/tables.js';
import { StockRepository } from '../stock/stock.repository.js';
import { decideBatch, itemsOf, type OrderEvent } from './domain/index.js';
import { ReservationRepository } from './reservation.repository.js';

const ORDER_EVENTS = [OrderCreated, OrderConfirmed, OrderRejected, OrderCancelled];

/** Load, decide, save, publish: five round trips, whatever the size of the batch and the mix of its events. */
@Controller()
export class OrderEventsHandler {
  constructor(
    private readonly reservations: ReservationRepository,
    private readonly stock: StockRepository,
    private readonly impossibleEvents: ImpossibleEvents,
  ) {}

  // One handler for all events of an order: a batch of them comes in offset order, first come, first served.
  @EventPattern<string>(Topic.OrderEvents, handles<OrderEvent>(ORDER_EVENTS, { batch: true }))
  async follow(@Payload() events: OrderEvent[], @Ctx() context: HandlerContext<Tables>): Promise<void> {
    const { tx, publish } = context;
    const reservations = await this.reservations.lock(tx, events);
    const available = await this.stock.lock(tx, itemsOf(reservations.values(), events));
    const decision = decideBatch(reservations, available, events);
    await Promise.all([this.reservations.save(tx, decision.reservations), this.stock.apply(tx, decision.stock)]);
    publish(decision.events);
    this.impossibleEvents.report(decision.impossible, context); // confirmed, but nothing is reserved
  }
}
