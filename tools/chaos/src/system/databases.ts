import { type Addresses } from '@orderflow/platform';
import pg from 'pg';

/** Names the tool's own connections, which its faults leave alone. */
export const APPLICATION = 'chaos';

/** The tool's own connections: to each service's database as its owner, and to the server as its superuser. */
export class Databases {
  private readonly pools = new Map<string, pg.Pool>();

  constructor(private readonly addresses: Addresses) {}

  /** Runs statements on the database of a service; `bigint` arrives as text. */
  async query<Row extends object>(service: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool(service).query<Row>(text, [...values])).rows;
  }

  /** As the superuser. */
  async queryServer<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool(SERVER).query<Row>(text, [...values])).rows;
  }

  /** A connection of a service's database for a transaction of the caller's, which ends when `use` does. */
  async session<Result>(service: string, use: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool(service).connect();
    try {
      return await use(client);
    } finally {
      client.release(true);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
  }

  private pool(service: string): pg.Pool {
    const known = this.pools.get(service);
    if (known) return known;
    const { databaseUrls, postgresAdminUrl } = this.addresses;
    const connectionString = service === SERVER ? postgresAdminUrl : databaseUrls[service];
    const pool = new pg.Pool({ connectionString, max: 3, application_name: APPLICATION });
    pool.on('error', () => undefined); // a fault has cut it: the pool opens another
    this.pools.set(service, pool);
    return pool;
  }
}

const SERVER = '';
