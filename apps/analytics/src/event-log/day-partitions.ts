import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDatabase, sqlStateOf } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/tables.js';

const DAYS_AHEAD = 7;
const LOOK_EVERY_MS = 60 * 60 * 1_000;
/** Any number, the same in every process of this service. */
const LOCK = 4_000_001;
/** PostgreSQL's check_violation: the default partition holds rows of the day already. */
const DAY_HAS_ROWS = '23514';

/**
 * Makes the event log's partitions for today and the coming week. Events never wait for it: a day without a partition
 * goes to the default one, and stays there.
 */
@Injectable()
export class DayPartitions implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(DayPartitions.name);
  private timer?: NodeJS.Timeout;

  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  async onModuleInit(): Promise<void> {
    await this.createMissing();
    this.timer = setInterval(() => void this.createMissing(), LOOK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Never rejects: what cannot be made now is tried again later. */
  async createMissing(): Promise<void> {
    try {
      for (const day of await this.missingDays()) await this.create(day);
    } catch (error) {
      this.logger.warn(`Partitions of the event log are made later: ${String(error)}`);
    }
  }

  private async missingDays(): Promise<Day[]> {
    const { rows } = await sql<Day>`
      SELECT 'event_log_' || to_char(day, 'YYYYMMDD') AS name, day || '+00' AS start, day + interval '1 day' || '+00' AS end
      FROM generate_series(
        date_trunc('day', now() AT TIME ZONE 'UTC'),
        date_trunc('day', now() AT TIME ZONE 'UTC') + ${DAYS_AHEAD} * interval '1 day', interval '1 day') AS day
      WHERE to_regclass('event_log_' || to_char(day, 'YYYYMMDD')) IS NULL
      ORDER BY day`.execute(this.db);
    return rows;
  }

  private async create({ name, start, end }: Day): Promise<void> {
    try {
      await this.db.transaction().execute(async (tx) => {
        await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(tx); // two processes at once would fail on each other
        await sql`
          CREATE TABLE IF NOT EXISTS ${sql.table(name)} PARTITION OF event_log
          FOR VALUES FROM (${sql.lit(start)}) TO (${sql.lit(end)})`.execute(tx);
      });
    } catch (error) {
      if (sqlStateOf(error) !== DAY_HAS_ROWS) throw error;
      this.logger.warn(`${name} is not made: events of that day are in event_log_default already`);
    }
  }
}

/** A partition and its bounds, the end excluded. */
interface Day {
  readonly name: string;
  readonly start: string;
  readonly end: string;
}
