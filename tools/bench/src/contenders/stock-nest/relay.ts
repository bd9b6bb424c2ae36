import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type IHeaders, type Kafka, type Producer } from 'kafkajs';
import type pg from 'pg';

const ROWS = 100;
const POLL_MS = 50;

interface Row {
  readonly id: string;
  readonly topic: string;
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers: IHeaders;
}

/** Sends the outbox in its order, a batch at a time: read, sent and deleted in one transaction. Looks again every 50 ms. */
export class Relay {
  private readonly logger = new Logger(Relay.name);
  private readonly producer: Producer;

  constructor(
    private readonly pool: pg.Pool,
    kafka: Kafka,
  ) {
    this.producer = kafka.producer();
  }

  async start(): Promise<void> {
    await this.producer.connect();
    void this.run();
  }

  private async run(): Promise<never> {
    for (;;) {
      const sent = await this.sendBatch().catch((error: unknown) => void this.logger.error(error));
      if (sent !== ROWS) await delay(POLL_MS);
    }
  }

  private async sendBatch(): Promise<number> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<Row>({
        name: 'read-outbox',
        text: 'SELECT id, topic, key, value, headers FROM outbox ORDER BY id LIMIT $1 FOR UPDATE',
        values: [ROWS],
      });
      if (rows.length > 0) {
        await this.send(rows);
        const ids = rows.map(({ id }) => id);
        await client.query({
          name: 'delete-outbox',
          text: 'DELETE FROM outbox WHERE id = ANY ($1::bigint[])',
          values: [ids],
        });
      }
      await client.query('COMMIT');
      return rows.length;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  private async send(rows: readonly Row[]): Promise<void> {
    const topics = [...new Set(rows.map(({ topic }) => topic))];
    await this.producer.sendBatch({
      topicMessages: topics.map((topic) => ({ topic, messages: rows.filter((row) => row.topic === topic) })),
    });
  }
}
