import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { ConnectionLost, TransactionRolledBack } from './errors.js';
import { gatherWrites } from './gather-writes.js';

export interface PoolOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** The most connections at a time. */
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** A statement, or a pause within a transaction, is ended after so long if not sooner, in milliseconds. Default: 10,000. */
  readonly maxWaitMs?: number;
}

/**
 * Every wait has an end: a stopped process must not hold its locks for long, and a lock wait must not outlast the
 * consumer's session. All in milliseconds.
 */
const TIMEOUTS = { lock_timeout: 2_000, statement_timeout: 10_000, idle_in_transaction_session_timeout: 5_000 };
/**
 * A prepared statement keeps its plan while its table grows: planned on a table that is nearly empty, it would go on to
 * read the whole table for each batch, until the next ANALYZE. A statement that no index serves still reads it.
 */
const NO_SEQUENTIAL_SCAN = '-c enable_seqscan=off';
const CONNECT_TIMEOUT_MS = 5_000;
/** Statements are prepared by their text; a program that makes up texts without end gets unnamed ones after this many. */
const MAX_PREPARED = 500;
const INT8 = 20;

/**
 * A pool of connections on which every statement is prepared once per connection, `bigint` arrives as a number, a lost
 * connection is told by `ConnectionLost`, and a COMMIT that did not commit by `TransactionRolledBack`.
 */
export function createPool({ url, poolSize, applicationName, maxWaitMs = 10_000 }: PoolOptions): GuardedPool {
  return new GuardedPool(
    new pg.Pool({
      connectionString: url,
      max: poolSize,
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      pipeline: true,
      options: [
        NO_SEQUENTIAL_SCAN,
        ...Object.entries(TIMEOUTS).map(([name, ms]) => `-c ${name}=${Math.min(ms, maxWaitMs)}`),
      ].join(' '),
      types: parsers,
    }),
  );
}

/** Cents and counts stay far below 2^53, so a number is exact. */
const parsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
};

/** Connections of a pool, and who waits for one. */
export interface PoolStats {
  /** Those that are open, or being opened. */
  readonly total: number;
  readonly idle: number;
  /** Callers that wait for a connection. */
  readonly waiting: number;
  /** The most connections at a time. */
  readonly limit: number;
}

export class GuardedPool implements PostgresPool {
  private readonly clients = new WeakMap<pg.PoolClient, GuardedClient>();
  private readonly names = new Map<string, string>();

  constructor(private readonly pool: pg.Pool) {
    pool.on('error', () => undefined); // an idle connection broke: the pool has dropped it already
    // Not when it is handed out: a session that ends as soon as it is open would emit its 'error' before that.
    pool.on('connect', (client) => this.clients.set(client, new GuardedClient(client, this.names)));
  }

  get stats(): PoolStats {
    const { totalCount: total, idleCount: idle, waitingCount: waiting, options } = this.pool;
    return { total, idle, waiting, limit: options.max };
  }

  async connect(): Promise<GuardedClient> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw new ConnectionLost(error);
    });
    return this.clients.get(client)!;
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}

const BEGUN = { command: 'BEGIN', rowCount: null, oid: 0, rows: [], fields: [] };

class GuardedClient implements PostgresPoolClient {
  private broken?: Error;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly names: Map<string, string>,
  ) {
    // A session that PostgreSQL ends while it is checked out emits 'error'; unheard, it would end the process.
    client.on('error', (error: Error) => (this.broken ??= error));
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: unknown): R;
  query(text: unknown, values?: readonly unknown[]): unknown {
    return this.run(text as string, values ?? []);
  }

  release(): void {
    this.client.release(this.broken);
  }

  private async run(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    gatherWrites(this.client);
    if (text === 'begin') return this.begin();
    try {
      const result = await this.client.query({ name: this.nameOf(text, values), text, values: values as unknown[] });
      if (text === 'commit' && result.command !== 'COMMIT') throw new TransactionRolledBack();
      return result;
    } catch (error) {
      // An error of a dead connection often has no code; that the ROLLBACK fails too is the sure sign.
      if (this.broken || text === 'rollback' || isStalePlan(error))
        throw new ConnectionLost((this.broken ??= error as Error));
      throw error;
    }
  }

  /** Travels with the first statement: should it fail, so does that one. */
  private begin(): pg.QueryResult {
    this.client.query('begin').catch((error: unknown) => (this.broken ??= error as Error));
    return BEGUN;
  }

  private nameOf(text: string, values: readonly unknown[]): string | undefined {
    if (values.length === 0) return undefined;
    const known = this.names.get(text);
    if (known || this.names.size >= MAX_PREPARED) return known;
    const name = `s${this.names.size + 1}`;
    this.names.set(text, name);
    return name;
  }
}

/**
 * A migration has changed what a prepared statement answers. PostgreSQL refuses it on this connection for good, so that
 * the connection is of no more use; a new one prepares it anew.
 */
const isStalePlan = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery';
