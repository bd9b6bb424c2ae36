import { Injectable } from '@nestjs/common';
import { type KafkaContext } from '@nestjs/microservices';
import pg from 'pg';
import { v7 as uuid } from 'uuid';

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
pool.on('error', () => undefined); // the pool has dropped the idle connection that broke

/** One message from Kafka, as a handler needs it. */
export interface Received<Event> {
  readonly type: string;
  readonly event: Event;
  readonly tx: Transaction;
}

/** Runs the work of one request or one message in one transaction, with its inbox and outbox rows. */
@Injectable()
export class UnitOfWork {
  /** Does nothing for a message that has been handled before. A failure is the handler's, and Kafka delivers it again. */
  async handle<Event>(context: KafkaContext, event: Event, work: (received: Received<Event>) => Promise<void>) {
    const headers = context.getMessage().headers as Record<string, string>;
    const { ce_source: source, ce_id: id, ce_type: type } = headers;
    await this.run(async (tx) => {
      const entered = await tx.query('INSERT INTO inbox (source, id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        source,
        id,
      ]);
      if (entered.rowCount === 1) await work({ type: type!, event, tx });
    });
  }

  async run<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(new Transaction(client));
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      client.release(error instanceof Error && !('code' in error));
      throw error;
    }
  }
}

export class Transaction {
  private static readonly names = new Map<string, string>();

  constructor(private readonly client: pg.PoolClient) {}

  /** Every statement is prepared, once per connection. */
  query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>> {
    const { names } = Transaction;
    if (!names.has(text)) names.set(text, `s${names.size}`);
    return this.client.query<Row>({ name: names.get(text), text, values: [...values] });
  }

  /** Goes to Kafka after the COMMIT. */
  async publish<Event extends { readonly orderId: string }>(topic: string, type: string, event: Event): Promise<void> {
    const headers = {
      ce_specversion: '1.0',
      ce_id: uuid(),
      ce_source: `/${process.argv[2]}`,
      ce_type: type,
      ce_time: new Date().toISOString(),
      ce_subject: event.orderId,
      'content-type': 'application/json',
    };
    await this.query('INSERT INTO outbox (topic, key, value, headers) VALUES ($1, $2, $3, $4)', [
      topic,
      Buffer.from(event.orderId),
      Buffer.from(JSON.stringify(event)),
      JSON.stringify(headers),
    ]);
  }
}
