import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnModuleDestroy,
  type OnModuleInit,
  type Type,
} from '@nestjs/common';
import { DATABASE, InjectDatabase, migrate } from '@orderflow/database';
import type { Kysely } from 'kysely';
import { pruneInbox } from './inbox/inbox.js';
import { MessagingHealth } from './messaging-health.js';
import { MESSAGING, withDefaults, type Messaging, type MessagingOptions } from './messaging-options.js';
import { MESSAGING_LEDGER, messagingMigrations } from './migrations/index.js';
import { MessagingObserver } from './observation/messaging-observer.js';
import { OutboxBound } from './outbox/outbox-bound.js';
import { Publisher } from './outbox/publisher.js';
import { Relay } from './outbox/relay.js';
import { DeadLetters } from './parking/dead-letters.js';
import { pruneResolved } from './parking/resolved-event.js';
import { RetryWorker } from './parking/retry-worker.js';
import { KafkaPublisher } from './transport/kafka-publisher.js';
import { KafkaTransport } from './transport/kafka-transport.js';
import { ChunkProcessor } from './unit-of-work/chunk-processor.js';
import { HandlerCaller } from './unit-of-work/handler-caller.js';
import { UnitOfWorkRunner } from './unit-of-work/unit-of-work.js';

export interface MessagingModuleOptions {
  readonly inject?: readonly (new (...args: never[]) => object)[];
  readonly useFactory: (...args: never[]) => MessagingOptions;
  /** Who hears what messaging does: a provider of a global module. Default: nobody. */
  readonly observer?: Type<MessagingObserver>;
}

const PRUNE_EVERY_MS = 60 * 60 * 1_000;

/** Inbox, outbox with relay, parking and transport of one service. Needs the `DatabaseModule`. */
@Module({})
export class MessagingModule implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(MessagingModule.name);
  private pruning?: NodeJS.Timeout;

  constructor(
    @InjectDatabase() private readonly db: Kysely<unknown>,
    @Inject(MESSAGING) private readonly messaging: Messaging,
  ) {}

  static forRootAsync({ inject = [], useFactory, observer }: MessagingModuleOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        {
          provide: MESSAGING,
          // After the database, which waits for a PostgreSQL that does not answer yet; before everything that has tables here.
          inject: [DATABASE, ...inject],
          useFactory: (_database: unknown, ...args: never[]) => migrated(withDefaults(useFactory(...args))),
        },
        observer ? { provide: MessagingObserver, useExisting: observer } : MessagingObserver,
        { provide: Publisher, useClass: KafkaPublisher },
        Relay,
        OutboxBound,
        UnitOfWorkRunner,
        HandlerCaller,
        ChunkProcessor,
        RetryWorker,
        DeadLetters,
        KafkaTransport,
        MessagingHealth,
      ],
      exports: [
        MESSAGING,
        UnitOfWorkRunner,
        ChunkProcessor,
        DeadLetters,
        KafkaTransport,
        MessagingHealth,
        MessagingObserver,
        OutboxBound,
        Relay,
      ],
    };
  }

  onModuleInit(): void {
    this.pruning = setInterval(() => void this.prune(), PRUNE_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.pruning);
  }

  private async prune(): Promise<void> {
    try {
      await pruneInbox(this.db, this.messaging.inboxRetentionMs);
      await pruneResolved(this.db);
    } catch (error) {
      this.logger.warn(`Old events are forgotten later: ${(error as Error).message}`);
    }
  }
}

async function migrated(messaging: Messaging): Promise<Messaging> {
  await migrate(messaging.databaseUrl, messagingMigrations, MESSAGING_LEDGER);
  return messaging;
}
