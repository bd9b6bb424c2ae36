import pg from 'pg';
import { type Stage } from '../stage/stage.js';
import { type Consumption, type Ledger, type Tally } from './ledger.js';
import { PARTS, type Part } from './parts.js';

/** Reads the tables that all contenders with a database share: those of the services' migrations. */
export class PostgresLedger implements Ledger {
  private readonly pools: ReadonlyMap<Part, pg.Pool>;
  /** Ids are UUIDv7, so that those since the mark are the larger ones. */
  private since = firstIdAt(Date.now());
  private base = { counted: 0, units: 0 };

  constructor(private readonly stage: Stage) {
    this.pools = new Map(stage.parts.map((part) => [part, poolOf(stage.databaseUrl(part))]));
  }

  async mark(): Promise<void> {
    this.since = firstIdAt(Date.now());
    this.base = { counted: await this.countedEver(), units: await this.unitsEver() };
  }

  accepted(): Promise<number> {
    return this.number('order-api', 'SELECT count(*) AS n FROM orders WHERE id >= $1', [this.since]);
  }

  /** The cheap and late signs first. */
  async isSettled(orders: number): Promise<boolean> {
    return (
      (await this.countedEver()) - this.base.counted >= orders &&
      (await this.isDrained()) &&
      (await this.sold()) >= orders &&
      (await this.notified()) >= orders &&
      (await this.isDelivered())
    );
  }

  async tally(): Promise<Tally> {
    const confirmed = `SELECT count(*) AS n FROM orders WHERE id >= $1 AND status = 'CONFIRMED'`;
    const charged = `SELECT count(*) AS n FROM transaction WHERE order_id >= $1 AND state = 'PROCESSED'`;
    return {
      accepted: await this.accepted(),
      confirmed: await this.number('order-api', confirmed, [this.since]),
      sold: await this.sold(),
      charged: await this.number('transaction', charged, [this.since]),
      notified: await this.notified(),
      counted: (await this.countedEver()) - this.base.counted,
      units: (await this.unitsEver()) - this.base.units,
    };
  }

  async consumption(): Promise<Consumption> {
    const sql = 'SELECT count(*) AS n FROM inbox WHERE handled_at >= $1';
    const events = await this.number('inventory', sql, [this.stage.openedAt]);
    return { events, units: (await this.unitsEver()) - this.base.units };
  }

  async confirmedAmong(orderIds: readonly string[]): Promise<string[]> {
    const { rows } = await this.query<{ id: string }>(
      'order-api',
      `SELECT id FROM orders WHERE id = ANY ($1::uuid[]) AND status = 'CONFIRMED'`,
      [orderIds],
    );
    return rows.map(({ id }) => id);
  }

  async isDrained(): Promise<boolean> {
    for (const part of PARTS.filter((part) => this.pools.has(part))) {
      if (await this.holds(part, 'SELECT EXISTS (SELECT FROM outbox) AS yes')) return false;
    }
    return true;
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
  }

  private sold(): Promise<number> {
    const sql = `SELECT count(*) AS n FROM reservation WHERE order_id >= $1 AND state = 'SOLD'`;
    return this.number('inventory', sql, [this.since]);
  }

  private notified(): Promise<number> {
    const sql = `SELECT count(DISTINCT order_id) AS n FROM notification WHERE id >= $1 AND kind = 'CONFIRMED'`;
    return this.number('notification', sql, [this.since]);
  }

  private async isDelivered(): Promise<boolean> {
    return !(await this.holds(
      'notification',
      `SELECT EXISTS (SELECT FROM notification WHERE state = 'PENDING') AS yes`,
    ));
  }

  private countedEver(): Promise<number> {
    if (!this.pools.has('analytics')) return Promise.resolve(0);
    return this.number('analytics', 'SELECT coalesce(sum(confirmed), 0) AS n FROM total_rollup');
  }

  private unitsEver(): Promise<number> {
    if (!this.pools.has('inventory')) return Promise.resolve(0);
    return this.number('inventory', 'SELECT coalesce(sum(reserved + sold), 0) AS n FROM stock');
  }

  private async number(part: Part, sql: string, values: readonly unknown[] = []): Promise<number> {
    const { rows } = await this.query<{ n: string }>(part, sql, values);
    return Number(rows[0]!.n);
  }

  private async holds(part: Part, sql: string): Promise<boolean> {
    const { rows } = await this.query<{ yes: boolean }>(part, sql);
    return rows[0]!.yes;
  }

  private query<Row extends pg.QueryResultRow>(part: Part, text: string, values: readonly unknown[] = []) {
    return this.pools.get(part)!.query<Row>({ name: text.slice(0, 63), text, values: [...values] });
  }
}

function poolOf(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'ledger' });
  pool.on('error', () => undefined); // its database is dropped after the run
  return pool;
}

/** No UUIDv7 of this millisecond or a later one is smaller. */
function firstIdAt(milliseconds: number): string {
  const hex = milliseconds.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
