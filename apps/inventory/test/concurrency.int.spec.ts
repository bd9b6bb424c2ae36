import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CancellableStatus, eventOf, OrderCancelled, OrderConfirmed, OrderCreated } from '@orderflow/contracts';
import { MessagingObserver } from '@orderflow/messaging';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

const ORDERS = 1_200;
const STOCK = 500;
const customerId = 'CUST-123';

describe('two instances and one hot item', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
    await bed.startInstance();
    await watchForOverselling();
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  it('sell what there is and not one unit more, whatever the interleaving', async () => {
    const [hot, plenty] = [await bed.addItem(STOCK), await bed.addItem(1_000_000)];
    const shares = bed.instances.map(({ app }) => jest.spyOn(app.get(MessagingObserver), 'committed'));
    const orderIds = Array.from({ length: ORDERS }, () => uuid());
    await bed.kafka.publishMany(orderIds.flatMap((orderId, at) => eventsOf(orderId, at, hot, plenty)));

    await eventually(async () => (await undecided()) === 0, 40_000);
    const items = await Promise.all([hot, plenty].map((itemId) => bed.stockOf(itemId)));
    for (const { itemId, initial, available, reserved, sold } of items) {
      expect(available + reserved + sold).toBe(initial);
      expect({ reserved, sold }).toEqual(await heldOf(itemId));
    }
    expect(items[0]).toMatchObject({ itemId: hot, available: 0 });
    for (const { mock } of shares) expect(mock.calls.some(([{ handled }]) => handled > 0)).toBe(true);
    expect(await bed.database.query('SELECT is_called FROM oversold')).toEqual([{ is_called: false }]);
    expect(await bed.database.query('SELECT error_message FROM parked_event')).toEqual([]);
  }, 60_000);

  /** A sequence does not roll back: it remembers an attempt to oversell, though the table's check prevents it. */
  async function watchForOverselling(): Promise<void> {
    await bed.database.query('CREATE SEQUENCE oversold');
    await bed.database.query(`
      CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF least(NEW.available, NEW.reserved, NEW.sold) < 0 THEN PERFORM nextval('oversold'); END IF;
        RETURN NEW;
      END $$`);
    await bed.database.query('CREATE TRIGGER watch BEFORE UPDATE ON stock FOR EACH ROW EXECUTE FUNCTION watch()');
  }

  /** Every fourth order is cancelled, every fourth confirmed; the lines come in both orders. */
  function eventsOf(orderId: string, at: number, hot: string, plenty: string): object[] {
    const items = [
      { itemId: hot, quantity: 1 },
      { itemId: plenty, quantity: 1 + (at % 5) },
    ];
    const created = eventOf(OrderCreated, { orderId, customerId, items: at % 2 ? items : items.toReversed() });
    if (at % 4 === 0) {
      return [created, eventOf(OrderCancelled, { orderId, customerId, previousStatus: CancellableStatus.Reserved })];
    }
    if (at % 4 > 1) return [created];
    const priced = items.map((line) => ({ ...line, unitPrice: 1 }));
    return [created, eventOf(OrderConfirmed, { orderId, customerId, items: priced, total: 1, currency: 'USD' })];
  }

  /** How many of the events are still to be handled. */
  async function undecided(): Promise<number> {
    const [row] = await bed.database.query<{ handled: string }>('SELECT count(*) AS handled FROM inbox');
    return ORDERS + ORDERS / 2 - Number(row!.handled);
  }

  /** The units of an item that the reservations hold. */
  async function heldOf(itemId: string): Promise<{ reserved: number; sold: number }> {
    const [row] = await bed.database.query<{ reserved: number; sold: number }>(
      `SELECT coalesce(sum(quantity) FILTER (WHERE state = 'RESERVED'), 0)::int AS reserved,
              coalesce(sum(quantity) FILTER (WHERE state = 'SOLD'), 0)::int AS sold
       FROM reservation, jsonb_to_recordset(items) AS line ("itemId" text, quantity bigint)
       WHERE "itemId" = $1`,
      [itemId],
    );
    return row!;
  }
});
