import pg from 'pg';

/** The databases of one benchmark on its PostgreSQL. */
export class Databases {
  private readonly admin: pg.Pool;

  constructor(private readonly adminUrl: string) {
    this.admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
    this.admin.on('error', () => undefined); // the server is stopped at the end
  }

  /** Empty, or a copy of another one that nobody uses. Answers its URL. */
  async create(name: string, template?: string): Promise<string> {
    await this.drop(name);
    const copy = template ? ` TEMPLATE "${template}" STRATEGY file_copy` : '';
    await this.admin.query(`CREATE DATABASE "${name}"${copy}`);
    return this.urlOf(name);
  }

  async drop(name: string): Promise<void> {
    await this.admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  }

  /** What a run has written is flushed now, and not while the next one is measured. */
  async checkpoint(): Promise<void> {
    await this.admin.query('CHECKPOINT');
  }

  /** How many bytes of write-ahead log the server has ever written. */
  async walBytes(): Promise<number> {
    const { rows } = await this.admin.query<{ bytes: string }>(`SELECT pg_current_wal_lsn() - '0/0' AS bytes`);
    return Number(rows[0]!.bytes);
  }

  async version(): Promise<string> {
    const { rows } = await this.admin.query<{ server_version: string }>('SHOW server_version');
    return rows[0]!.server_version;
  }

  async close(): Promise<void> {
    await this.admin.end();
  }

  private urlOf(name: string): string {
    const url = new URL(this.adminUrl);
    url.pathname = `/${name}`;
    return url.href;
  }
}

/**
 * What the tables of a database take on the disk, with their indexes. Without the outbox: its rows do not stay, and
 * when vacuum gives their pages back is chance.
 */
export async function storedBytes(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ bytes: string }>(
      `SELECT sum(pg_total_relation_size(relid)) AS bytes FROM pg_stat_user_tables WHERE relname <> 'outbox'`,
    );
    return Number(rows[0]!.bytes);
  } finally {
    await client.end();
  }
}

/** Runs statements on a database, one after the other. */
export async function execute(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
