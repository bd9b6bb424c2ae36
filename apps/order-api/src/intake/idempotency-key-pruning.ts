import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { OrderApiSettings } from '../config.js';
import { RecurringTask } from '../schedule/recurring-task.js';
import { IdempotencyKeyRepository } from './idempotency-key.repository.js';

const HOUR_MS = 60 * 60 * 1_000;

/** Forgets Idempotency-Keys whose time is over, once an hour. Any number of replicas may do so at once. */
@Injectable()
export class IdempotencyKeyPruning implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly task: RecurringTask;

  constructor(keys: IdempotencyKeyRepository, { IDEMPOTENCY_KEY_RETENTION }: OrderApiSettings) {
    const prune = () => keys.prune(new Date(Date.now() - IDEMPOTENCY_KEY_RETENTION));
    this.task = new RecurringTask(IdempotencyKeyPruning.name, prune, HOUR_MS);
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.stop();
  }
}
