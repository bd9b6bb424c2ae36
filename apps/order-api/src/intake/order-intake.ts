import { Injectable } from '@nestjs/common';
import { GroupCommit } from '@orderflow/database';
import { OutboxBound, UnitOfWorkRunner, uuidv7, type Cause } from '@orderflow/messaging';
import { OrderApiSettings } from '../config.js';
import type { Tables } from '../database/tables.js';
import { createdAtOf } from '../orders/order-id.js';
import { OrderMetrics } from '../orders/order-metrics.js';
import { OrderRepository } from '../orders/order.repository.js';
import { IdempotencyKeyRepository } from './idempotency-key.repository.js';
import { placementOf, resultOf, type OrderRequest, type Placement, type PlacementResult } from './placement.js';

const MAX_BATCH = 256;

/** Takes orders in. Those that come at the same time share one transaction: orders, keys and events commit together. */
@Injectable()
export class OrderIntake {
  private readonly commits: GroupCommit<Placement, PlacementResult>;

  constructor(
    private readonly units: UnitOfWorkRunner,
    private readonly orders: OrderRepository,
    private readonly keys: IdempotencyKeyRepository,
    private readonly outbox: OutboxBound,
    private readonly metrics: OrderMetrics,
    settings: OrderApiSettings,
  ) {
    this.commits = new GroupCommit({
      write: (placements) => this.write(placements),
      maxBatch: MAX_BATCH,
      maxQueue: settings.ORDER_QUEUE_SIZE,
    });
  }

  /**
   * Resolves after the COMMIT. Rejects with `OutboxFull`, `QueueFull`, or with the database's error; in that last case
   * whether the order was taken is known only to a request with the same key.
   */
  async place(request: OrderRequest, key: string | undefined, cause?: Cause): Promise<PlacementResult> {
    this.outbox.refuseWhenFull();
    const id = uuidv7();
    return this.commits.submit(placementOf(request, key, id, createdAtOf(id), cause));
  }

  /** Called again with the same placements when the answer to a COMMIT is lost: an order that is there has its event already. */
  private write(placements: readonly Placement[]): Promise<readonly PlacementResult[]> {
    const causes = new Map(placements.map(({ order, cause }) => [order.id, cause]));
    return this.units.run<Tables, PlacementResult[]>(
      async ({ tx, publish, afterCommit }) => {
        const claims = placements.flatMap(({ claim }) => claim ?? []);
        const firstClaims = await this.keys.claim(tx, claims);
        const results = placements.map((placement) => resultOf(placement, firstClaims));
        const created = placements.filter((_, at) => results[at]!.kind === 'created');
        const orders = created.map(({ order }) => order);
        const inserted = await this.orders.insert(tx, orders);
        publish(created.filter(({ order }) => inserted.has(order.id)).map(({ event }) => event));
        afterCommit(() => this.metrics.accepted(created.length));
        return results;
      },
      (orderId) => causes.get(orderId),
    );
  }
}
