import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnitOfWorkRunner } from '@orderflow/messaging';
import type { Tables } from '../database/tables.js';
import { decideAnswerBatch, TransactionState, type ProviderAnswer, type Transaction } from './domain/index.js';
import { IntentRepository } from './intent.repository.js';
import { PaymentMetrics } from './payment-metrics.js';
import { PAYMENT_PROVIDER, paymentOf, type PaymentProvider, type RemoteProvider } from './provider/payment-provider.js';
import { TransactionRepository } from './transaction.repository.js';

const POLL_MS = 200;
const AT_ONCE = 20;
/** Longer than the provider may take to answer: until it runs out no other replica asks the same. */
const LEASE_MS = 30_000;

/**
 * Asks a remote provider for what is due, outside of any transaction, and decides its answer in one. A crash between the
 * two leaves the intent: it is asked again when its lease has run out, with the same idempotency key. Safe with several
 * replicas.
 */
@Injectable()
export class ProviderWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ProviderWorker.name);
  private readonly stopping = new AbortController();
  private readonly asking = new Set<Promise<void>>();
  private running?: Promise<void>;

  constructor(
    private readonly intents: IntentRepository,
    private readonly transactions: TransactionRepository,
    private readonly units: UnitOfWorkRunner,
    private readonly metrics: PaymentMetrics,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  onApplicationBootstrap(): void {
    if (this.provider.kind === 'remote') this.running = this.run(this.provider);
  }

  /** Resolves when the answers that are under way are decided. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all(this.asking);
  }

  private async run(provider: RemoteProvider): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const due = await this.claim();
      for (const transaction of due) this.begin(provider, transaction);
      if (this.asking.size === AT_ONCE) await Promise.race(this.asking);
      else await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** As many as there is room for: one slow answer holds nobody up. */
  private claim(): Promise<Transaction[]> {
    return this.intents.claim(AT_ONCE - this.asking.size, LEASE_MS).catch((error: unknown) => {
      this.logger.warn(`The payment provider is asked later: ${messageOf(error)}`);
      return [];
    });
  }

  private begin(provider: RemoteProvider, transaction: Transaction): void {
    const asking = this.ask(provider, transaction).finally(() => this.asking.delete(asking));
    this.asking.add(asking);
  }

  /** Never rejects: what fails is asked again. */
  private async ask(provider: RemoteProvider, transaction: Transaction): Promise<void> {
    const { orderId, state } = transaction;
    try {
      if (state === TransactionState.Charging) {
        await this.decide(orderId, await provider.charge(paymentOf(transaction)));
      } else {
        await provider.refund(paymentOf(transaction));
        await this.intents.refunded(orderId);
      }
    } catch (error) {
      this.logger.warn({ orderId, msg: `The payment provider is asked again: ${messageOf(error)}` });
      await this.intents.postpone(orderId).catch(() => undefined); // its lease runs out anyway
    }
  }

  private decide(orderId: string, answer: ProviderAnswer): Promise<void> {
    return this.units.run<Tables, void>(async ({ tx, publish, afterCommit }) => {
      const transactions = await this.transactions.lock(tx, [orderId]);
      const decision = decideAnswerBatch(transactions, [{ orderId, answer }]);
      await this.transactions.save(tx, decision.transactions, this.provider.kind);
      publish(decision.events);
      afterCommit(() => this.metrics.moved(decision.events));
    });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
