import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { OrderQueries } from './order.queries.js';

const LOOK_EVERY_MS = 50;

/**
 * Waits for orders to be settled. What settles in this process is told by `settledHere`; for what another replica settles,
 * one query looks for all the waiters of this process every 50 ms.
 */
@Injectable()
export class SettlementWatch implements OnModuleDestroy {
  private readonly waiters = new Map<string, Set<() => void>>();
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(private readonly orders: OrderQueries) {}

  /** Resolves when the order is settled, after `ms`, when `gone` is aborted or when the service stops: whatever is first. */
  settled(orderId: string, ms: number, gone: AbortSignal): Promise<void> {
    if (this.stopped || gone.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const waiters = this.waiters.get(orderId) ?? new Set();
      const end = () => {
        clearTimeout(timer);
        gone.removeEventListener('abort', end);
        waiters.delete(end);
        if (waiters.size === 0) this.waiters.delete(orderId);
        resolve();
      };
      const timer = setTimeout(end, ms);
      gone.addEventListener('abort', end);
      this.waiters.set(orderId, waiters.add(end));
      this.timer ??= setTimeout(() => void this.look(), LOOK_EVERY_MS);
    });
  }

  /** These orders are settled, by a transaction of this process that has committed. */
  settledHere(orderIds: readonly string[]): void {
    for (const id of orderIds) for (const end of this.waiters.get(id) ?? []) end();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.settledHere([...this.waiters.keys()]);
  }

  private async look(): Promise<void> {
    // Without the database nothing is known to be settled; the waiters' time ends all the same.
    if (this.waiters.size > 0)
      this.settledHere(await this.orders.settledAmong([...this.waiters.keys()]).catch(() => []));
    this.timer =
      this.waiters.size === 0 || this.stopped ? undefined : setTimeout(() => void this.look(), LOOK_EVERY_MS);
  }
}
