import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnitOfWorkRunner } from '@orderflow/messaging';
import { OrderApiSettings } from '../config.js';
import type { Tables } from '../database/tables.js';
import { RecurringTask } from '../schedule/recurring-task.js';
import { decideTimeout, overdueSince, type OrderStatus } from './domain/index.js';
import { OrderMetrics } from './order-metrics.js';
import { OrderRepository } from './order.repository.js';
import { SettlementWatch } from './settlement-watch.js';

const EVERY_MS = 1_000;
const STEP = 200;

/** Rejects orders whose time is over, in steps of a short transaction each. Replicas share the work: each passes by what another holds. */
@Injectable()
export class DeadlineSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly task = new RecurringTask(DeadlineSweep.name, (stopping) => this.sweep(stopping), EVERY_MS);

  constructor(
    private readonly units: UnitOfWorkRunner,
    private readonly orders: OrderRepository,
    private readonly watch: SettlementWatch,
    private readonly metrics: OrderMetrics,
    private readonly settings: OrderApiSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.stop();
  }

  private async sweep(stopping: AbortSignal): Promise<void> {
    const overdue = Object.entries(overdueSince(this.settings.deadlines, new Date())) as [OrderStatus, Date][];
    for (const [status, since] of overdue) {
      while (!stopping.aborted && (await this.step(status, since)) === STEP);
    }
  }

  /** Answers how many orders it rejected. */
  private async step(status: OrderStatus, since: Date): Promise<number> {
    const rejected = await this.units.run<Tables, string[]>(async ({ tx, publish, afterCommit }) => {
      const now = new Date();
      const overdue = await this.orders.lockOverdue(tx, status, since, STEP);
      const decisions = overdue.map((order) => decideTimeout(order, now));
      const rejected = decisions.map(({ order }) => order);
      await this.orders.update(tx, rejected);
      const events = decisions.flatMap(({ events }) => events);
      publish(events);
      afterCommit(() => this.metrics.settled(events, now));
      return rejected.map(({ id }) => id);
    });
    this.watch.settledHere(rejected);
    return rejected.length;
  }
}
