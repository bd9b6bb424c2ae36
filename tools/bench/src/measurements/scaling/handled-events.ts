import pg from 'pg';
import { type Stage } from '../../stage/stage.js';
import { type FedEvent } from './steady-feed.js';

/** Inventory's inbox, which tells what it has handled, and when. */
export class HandledEvents {
  private constructor(private readonly client: pg.Client) {}

  static async with<Result>(stage: Stage, use: (handled: HandledEvents) => Promise<Result>): Promise<Result> {
    const client = new pg.Client({ connectionString: stage.databaseUrl('inventory') });
    await client.connect();
    try {
      return await use(new HandledEvents(client));
    } finally {
      await client.end();
    }
  }

  /** Whether all of these are handled. Looks at the last one of each partition: their order is kept. */
  async includes(fed: readonly FedEvent[]): Promise<boolean> {
    const lastOf = new Map(fed.map(({ partition, id }) => [partition, id]));
    return (await this.momentsOf([...lastOf.values()])).size === lastOf.size;
  }

  /**
   * How long each of these has waited, in milliseconds: from when it was due in Kafka until the transaction that has
   * handled it began. @throws Error when one is not handled.
   */
  async waitsOf(fed: readonly FedEvent[]): Promise<Map<FedEvent, number>> {
    const moments = await this.momentsOf(fed.map(({ id }) => id));
    if (moments.size < fed.length) throw new Error(`of ${fed.length} events ${moments.size} are handled`);
    return new Map(fed.map((event) => [event, moments.get(event.id)! - event.dueAt]));
  }

  /** Milliseconds since 1970, by event id; of those that are handled. */
  private async momentsOf(ids: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.client.query<{ id: string; at: number }>(
      `SELECT id, (extract(epoch FROM handled_at) * 1000)::float8 AS at
       FROM inbox WHERE source = '/order-api' AND id = ANY ($1::text[])`,
      [ids],
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }
}
