import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  InventoryInsufficient,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderRejected,
  Topic,
} from '@orderflow/contracts';
import { handles, type UnitOfWork } from '@orderflow/messaging';
import type { Tables } from '../database/tables.js';
import { emailFor, type NotifiableEvent } from './domain/index.js';
import { NotificationRepository } from './notification.repository.js';

const ORDER_EVENTS = [OrderCreated, OrderConfirmed, OrderRejected, OrderCancelled];

/** Writes what the customer is to be told; it is sent later, outside the transaction. One statement per batch. */
@Controller()
export class EmailHandler {
  constructor(private readonly notifications: NotificationRepository) {}

  @EventPattern<string>(Topic.OrderEvents, handles<NotifiableEvent>(ORDER_EVENTS, { batch: true }))
  tellOfOrders(@Payload() events: NotifiableEvent[], @Ctx() { tx }: UnitOfWork<Tables>): Promise<void> {
    return this.notifications.insert(
      tx,
      events.flatMap((event) => emailFor(event) ?? []),
    );
  }

  /** The shortages are known here first; the rejection that follows tells nothing more. */
  @EventPattern<string>(Topic.InventoryEvents, handles(InventoryInsufficient, { batch: true }))
  tellOfShortages(@Payload() events: InventoryInsufficient[], @Ctx() { tx }: UnitOfWork<Tables>): Promise<void> {
    return this.notifications.insert(
      tx,
      events.flatMap((event) => emailFor(event) ?? []),
    );
  }
}
