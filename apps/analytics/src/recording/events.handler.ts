import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { catalogue, Topic, type EventClass } from '@orderflow/contracts';
import { handles, type HandlerContext } from '@orderflow/messaging';
import type { Tables } from '../database/tables.js';
import { EventLogRepository } from '../event-log/event-log.repository.js';
import { RollupRepository } from '../rollups/rollup.repository.js';

type Context = HandlerContext<Tables>;

/** The key of every event is the order that it is about. */
interface OrderEvent {
  readonly orderId: string;
}

/** Every event of a topic, also one that is yet to be invented. */
const every = (topic: Topic) =>
  handles<OrderEvent>(
    catalogue.filter((event): event is EventClass<OrderEvent> => event.topic === topic),
    { batch: true },
  );

/** Keeps and counts every event of the system: three statements per batch, whatever its size. */
@Controller()
export class EventsHandler {
  constructor(
    private readonly log: EventLogRepository,
    private readonly rollups: RollupRepository,
  ) {}

  @EventPattern<string>(Topic.OrderEvents, every(Topic.OrderEvents))
  recordOrders(@Payload() events: OrderEvent[], @Ctx() context: Context): Promise<void> {
    return this.record(events, context);
  }

  @EventPattern<string>(Topic.InventoryEvents, every(Topic.InventoryEvents))
  recordInventory(@Payload() events: OrderEvent[], @Ctx() context: Context): Promise<void> {
    return this.record(events, context);
  }

  @EventPattern<string>(Topic.TransactionEvents, every(Topic.TransactionEvents))
  recordTransactions(@Payload() events: OrderEvent[], @Ctx() context: Context): Promise<void> {
    return this.record(events, context);
  }

  private async record(events: readonly OrderEvent[], { tx, metadataOf }: Context): Promise<void> {
    const recorded = events.map((event) => ({ event, metadata: metadataOf(event) }));
    const slot = recorded[0]!.metadata; // a batch may be of several partitions: the first one's rows are as good as any's
    const dated = recorded.map(({ event, metadata: { time } }) => ({ event, at: time }));
    await Promise.all([this.log.append(tx, recorded), this.rollups.add(tx, slot, dated)]);
  }
}
