import { contractOf } from '@orderflow/contracts';
import { byteaArray, createPool, jsonArray, textArray } from '@orderflow/database';
import { type PostgresPoolClient } from 'kysely';
import { type Envelope, envelopeOf, headersOf, type OrderEvent } from './envelope.js';
import { Relay } from './relay.js';

const POOL_SIZE = 10;

/** An open transaction. Statements that are begun together travel together. */
export type Tx = Pick<PostgresPoolClient, 'query'>;

/** What PostgreSQL sees of a service: a pool with the services' own settings, transactions with inbox and outbox, a relay. */
export class Service {
  private readonly pool;

  private constructor(
    private readonly name: string,
    url: string,
    private readonly outbox: Relay,
  ) {
    this.pool = createPool({ url, poolSize: POOL_SIZE, applicationName: name });
  }

  static async open(name: string, url: string): Promise<Service> {
    return new Service(name, url, await Relay.open(url));
  }

  /** Inbox, work and outbox in one transaction. Answers what was published, after the COMMIT. */
  handle<Event extends OrderEvent>(
    received: readonly Envelope[],
    work: (tx: Tx) => Promise<readonly Event[]>,
  ): Promise<Envelope<Event>[]> {
    const causes = new Map(received.map((envelope) => [envelope.event.orderId, envelope]));
    return this.run(async (tx) => {
      await this.enter(tx, received, 'handled');
      return work(tx);
    }, causes);
  }

  /** Events that nobody here handles are in the inbox too. */
  async skip(received: readonly Envelope[]): Promise<void> {
    await this.run(async (tx) => {
      await this.enter(tx, received, 'skipped');
      return [];
    });
  }

  /** One transaction with the outbox rows of what `work` answers; these travel with the COMMIT. */
  async run<Event extends OrderEvent>(
    work: (tx: Tx) => Promise<readonly Event[]>,
    causes?: ReadonlyMap<string, Envelope>,
  ): Promise<Envelope<Event>[]> {
    const tx = await this.pool.connect();
    try {
      await tx.query('begin', []); // leaves with the statement that follows
      const events = await work(tx);
      const published = events.map((event) => envelopeOf(event, `/${this.name}`, causes?.get(event.orderId)));
      await Promise.all([insertOutbox(tx, published), tx.query('commit', [])]);
      if (published.length > 0) this.outbox.nudge();
      return published;
    } finally {
      tx.release();
    }
  }

  /** A statement that is a transaction of its own. */
  async query<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const client = await this.pool.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      client.release();
    }
  }

  /** Empties the outbox until `ending` is aborted and nothing is left. */
  relay(ending: AbortSignal): Promise<void> {
    return this.outbox.run(ending);
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.outbox.close()]);
  }

  /** @throws Error when one of them was entered before, or waits behind a parked one: then less would be measured. */
  private async enter(tx: Tx, received: readonly Envelope[], fate: 'handled' | 'skipped'): Promise<void> {
    const entering = tx.query(ENTER_INBOX, [
      textArray(received, ({ source }) => source),
      textArray(received, ({ id }) => id),
      textArray(received, () => fate),
    ]);
    const { topic } = contractOf(received[0]!.event);
    const looking = tx.query(PARKED_LANES, [this.name, topic, byteaArray(received, keyOf)]);
    const [entered, parked] = await Promise.all([entering, looking]);
    if (entered.rows.length !== received.length || parked.rows.length > 0) throw new Error('not all events are new');
  }
}

async function insertOutbox(tx: Tx, published: readonly Envelope[]): Promise<void> {
  if (published.length === 0) return;
  await tx.query(INSERT_OUTBOX, [
    textArray(published, ({ event }) => contractOf(event).topic),
    byteaArray(published, keyOf),
    byteaArray(published, ({ event }) => Buffer.from(JSON.stringify(event))),
    jsonArray(published, headersOf),
  ]);
}

const keyOf = ({ event }: Envelope): Buffer => Buffer.from(event.orderId);

const ENTER_INBOX = `
  INSERT INTO inbox (source, id, fate)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[]::inbox_fate[]) e (source, id, fate)
  ORDER BY source, id
  ON CONFLICT DO NOTHING
  RETURNING source, id`;
const PARKED_LANES = `
  SELECT DISTINCT encode(lane, 'hex') AS lane FROM parked_event
  WHERE consumer_group = $1 AND topic = $2 AND lane = ANY ($3::bytea[])`;
const INSERT_OUTBOX = `
  INSERT INTO outbox (topic, key, value, headers)
  SELECT * FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::json[])`;
