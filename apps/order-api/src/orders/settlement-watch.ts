import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { OrderQueries } from './order.queries.js';

/** The longest wait until an order that another process has settled is seen. */
const LOOK_EVERY_MS = 50;
const LOOK_SOON_MS = 5;

/**
 * Waits for orders to be settled: one query looks for all the waiters of this process. What settles in this process is
 * told by `nudge`, so that its waiters need not wait for the next look.
 */
@Injectable()
export class SettlementWatch implements OnModuleDestroy {
  private readonly waiters = new Map<string, Set<() => void>>();
  private lookAfterMs = LOOK_EVERY_MS;
  private timer?: NodeJS.Timeout;
  private looking = false;
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
      if (!this.timer) this.lookLater();
    });
  }

  /** These orders are settled by a transaction that has committed, or is about to: the looks come sooner, then slow down again. */
  nudge(orderIds: readonly string[]): void {
    if (!orderIds.some((id) => this.waiters.has(id))) return;
    this.lookAfterMs = LOOK_SOON_MS;
    this.lookLater();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    for (const id of this.waiters.keys()) this.end(id);
  }

  private lookLater(): void {
    clearTimeout(this.timer);
    this.timer = this.waiters.size === 0 ? undefined : setTimeout(() => void this.look(), this.lookAfterMs);
  }

  private async look(): Promise<void> {
    if (!this.looking) {
      this.looking = true;
      this.lookAfterMs = Math.min(2 * this.lookAfterMs, LOOK_EVERY_MS);
      // Without the database nothing is known to be settled; the waiters' time ends all the same.
      const settled = await this.orders.settledAmong([...this.waiters.keys()]).catch(() => []);
      for (const id of settled) this.end(id);
      this.looking = false;
    }
    this.lookLater();
  }

  private end(orderId: string): void {
    for (const end of this.waiters.get(orderId) ?? []) end();
  }
}
