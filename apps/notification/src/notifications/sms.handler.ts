import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { OrderConfirmed } from '@orderflow/contracts';
import { handles, type UnitOfWork } from '@orderflow/messaging';
import { NotificationSettings } from '../config.js';
import type { Tables } from '../database/tables.js';
import { deservesSms, smsFor } from './domain/index.js';
import { NotificationRepository } from './notification.repository.js';

/** Sees only the confirmations of large orders: the others are filtered by their content before they come here. */
@Controller()
export class SmsHandler {
  /** Static, because a decorator is evaluated before there are instances or settings; read at each event. */
  private static minimumCents = Infinity;

  constructor(
    private readonly notifications: NotificationRepository,
    { smsMinimumCents }: NotificationSettings,
  ) {
    SmsHandler.minimumCents = smsMinimumCents;
  }

  @EventPattern<string>(
    OrderConfirmed.topic,
    handles(OrderConfirmed, { batch: true, where: (order) => deservesSms(order, SmsHandler.minimumCents) }),
  )
  tell(@Payload() orders: OrderConfirmed[], @Ctx() { tx }: UnitOfWork<Tables>): Promise<void> {
    return this.notifications.insert(tx, orders.map(smsFor));
  }
}
