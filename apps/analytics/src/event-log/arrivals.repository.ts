import { Injectable } from '@nestjs/common';
import { InjectDatabase, textArray } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/tables.js';

/** An event that has come into the log. */
export interface Arrival {
  readonly id: string;
  readonly type: string;
  readonly orderId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly source: string;
  /** When it happened, by its producer's clock. */
  readonly time: Date;
}

/** One that is shown to the customer whose order it is about. */
export interface OwnArrival extends Arrival {
  readonly customerId: string;
}

export interface Arrivals {
  /** When it was looked, by the database's clock, in whole milliseconds. */
  readonly at: Date;
  /** How many of each type; a type of which there is none is missing. */
  readonly byType: Readonly<Record<string, number>>;
  /** Spread evenly over all of them, oldest first. */
  readonly sample: readonly Arrival[];
  /** Those about orders of the customers who were asked for, oldest first: the oldest 1,000 of them. */
  readonly own: readonly OwnArrival[];
  /** The transactions that wrote them. */
  readonly writers: readonly string[];
}

const SAMPLE = 40;
const MAX_OWN = 1_000;
/** Between the beginning of a transaction, which is the time of its rows, and its commit. */
export const MAX_TRANSACTION_MS = 5_000;

/** Reads what has come into the log lately, by the hand of any process. */
@Injectable()
export class ArrivalsRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /**
   * What transactions have written that began at most five seconds before `since` (now, unless it is given), but for those
   * that are `told`. Its cost grows with what these seconds have brought, not with the log. Each event of these seconds is
   * read for its customer when there are `customers` to look for, and only then.
   */
  async look(since: Date | undefined, told: readonly string[], customers: readonly string[] = []): Promise<Arrivals> {
    const forSome = customers.length > 0;
    const { rows } = await sql<LookRow>`
      WITH arrived AS MATERIALIZED (
        SELECT xmin::text AS writer, ce_id AS id, type, order_id, topic, partition, "offset", source, event_time AS time,
          ${forSome ? sql`data ->> 'customerId'` : sql`NULL`} AS customer
        FROM event_log
        WHERE ingested_at >= coalesce(${since ?? null}::timestamptz, now()) - ${sql.lit(MAX_TRANSACTION_MS)} * interval '1 millisecond'
          AND xmin NOT IN (SELECT unnest(${textArray(told)}::text[]::xid[]))
      ), numbered AS (
        SELECT arrived.*, row_number() OVER (ORDER BY time) AS place, greatest(count(*) OVER (), ${sql.lit(SAMPLE)}) AS total
        FROM arrived
      )
      SELECT now() AS at,
        (SELECT coalesce(json_object_agg(type, count), '{}')
          FROM (SELECT type, count(*) FROM arrived GROUP BY type) AS counted) AS "byType",
        (SELECT coalesce(json_agg(DISTINCT writer), '[]') FROM arrived) AS writers,
        ${forSome ? ownArrivals(customers) : sql`'[]'::json`} AS own,
        (SELECT coalesce(json_agg(${arrivalJson} ORDER BY place), '[]')
          FROM numbered WHERE place * ${sql.lit(SAMPLE)} / total > (place - 1) * ${sql.lit(SAMPLE)} / total) AS sample`.execute(
      this.db,
    );
    const { sample, own, ...row } = rows[0]!;
    return { ...row, sample: sample.map(dated), own: own.map(dated) };
  }
}

const arrivalJson = sql`json_build_object('id', id, 'type', type, 'orderId', order_id, 'topic', topic,
  'partition', partition, 'offset', "offset", 'source', source, 'time', time)`;

/** Some events do not name the customer: the earlier ones of their order do. */
const ownArrivals = (customers: readonly string[]) => sql`
  (SELECT coalesce(json_agg(jsonb_set(${arrivalJson}::jsonb, '{customerId}', to_jsonb(owner)) ORDER BY time), '[]')
    FROM (
      SELECT arrived.*, owner FROM arrived CROSS JOIN LATERAL (
        SELECT coalesce(customer, (
          SELECT data ->> 'customerId' FROM event_log AS earlier
          WHERE earlier.order_id = arrived.order_id AND data ->> 'customerId' IS NOT NULL LIMIT 1)) AS owner) AS found
      WHERE owner = ANY(${textArray(customers)}::text[])
      ORDER BY time LIMIT ${sql.lit(MAX_OWN)}) AS own)`;

type Undated<One extends Arrival> = Omit<One, 'time'> & { readonly time: string };

const dated = <One extends Arrival>({ time, ...arrival }: Undated<One>) =>
  ({ ...arrival, time: new Date(time) }) as unknown as One;

interface LookRow extends Omit<Arrivals, 'sample' | 'own'> {
  readonly sample: readonly Undated<Arrival>[];
  readonly own: readonly Undated<OwnArrival>[];
}
