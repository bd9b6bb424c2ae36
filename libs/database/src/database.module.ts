import { Inject, Injectable, Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { sql, type Kysely } from 'kysely';
import { databaseOn } from './connect.js';
import { isInfrastructureError } from './errors.js';
import { migrate, type Migrations } from './migrate.js';
import { createPool, GuardedPool, type PoolOptions } from './pool.js';

export interface DatabaseOptions extends PoolOptions {
  readonly migrations: Migrations;
}

export interface DatabaseModuleOptions {
  readonly inject?: readonly (new (...args: never[]) => object)[];
  readonly useFactory: (...args: never[]) => DatabaseOptions;
}

export const DATABASE = Symbol('DATABASE');
const OPTIONS = Symbol('DATABASE_OPTIONS');

/** Injects the service's `Kysely<Tables>`. Its migrations have run by then. */
export const InjectDatabase = (): ParameterDecorator => Inject(DATABASE);

/** How long a starting service waits for a database that does not answer yet. */
const START_PATIENCE_MS = 30_000;

/** The service's database: migrated before anyone gets it, closed after everyone has stopped. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@InjectDatabase() private readonly db: Kysely<unknown>) {}

  static forRootAsync({ inject = [], useFactory }: DatabaseModuleOptions): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: OPTIONS, inject: [...inject], useFactory },
        { provide: GuardedPool, inject: [OPTIONS], useFactory: open },
        { provide: DATABASE, inject: [GuardedPool], useFactory: databaseOn },
        DatabaseHealth,
      ],
      exports: [DATABASE, DatabaseHealth, GuardedPool],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.db.destroy();
  }
}

async function open(options: DatabaseOptions): Promise<GuardedPool> {
  const logger = new Logger(DatabaseModule.name);
  const deadline = Date.now() + START_PATIENCE_MS;
  for (;;) {
    try {
      const applied = await migrate(options.url, options.migrations);
      if (applied.length > 0) logger.log(`Migrated: ${applied.join(', ')}`);
      return createPool(options);
    } catch (error) {
      if (!isUnreachable(error) || Date.now() > deadline) throw error;
      logger.warn(`The database does not answer yet: ${(error as Error).message}`);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

const isUnreachable = (error: unknown): boolean =>
  isInfrastructureError(error) || /ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|terminated|timeout/i.test(String(error));

/** Whether the database answers. */
@Injectable()
export class DatabaseHealth {
  constructor(@InjectDatabase() private readonly db: Kysely<unknown>) {}

  async check(): Promise<Record<string, { state: 'up' | 'down'; reason?: string }>> {
    try {
      await sql`SELECT 1`.execute(this.db);
      return { database: { state: 'up' } };
    } catch (error) {
      return { database: { state: 'down', reason: error instanceof Error ? error.message : String(error) } };
    }
  }
}
