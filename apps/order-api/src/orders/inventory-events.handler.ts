import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { InventoryInsufficient, InventoryReleased, InventoryReserved, Topic } from '@orderflow/contracts';
import { handles, type HandlerContext } from '@orderflow/messaging';
import type { Tables } from '../database/tables.js';
import type { OrderNews } from './domain/index.js';
import { OrderProgress } from './order-progress.js';

@Controller()
export class InventoryEventsHandler {
  constructor(private readonly progress: OrderProgress) {}

  @EventPattern<string>(
    Topic.InventoryEvents,
    handles<OrderNews>([InventoryReserved, InventoryInsufficient, InventoryReleased], { batch: true }),
  )
  async handle(@Payload() news: OrderNews[], @Ctx() context: HandlerContext<Tables>): Promise<void> {
    await this.progress.apply(context, news);
  }
}
