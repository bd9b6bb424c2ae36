import { Controller, type INestApplication, type Type } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { OrderCreated } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { DeadLetters, handles, NonRetryableError, type HandlerContext, type MessagingOptions } from '../src/index.js';
import { order, recordEffects } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';

let broken: ReadonlySet<string>;

@Controller()
class Choosy {
  @EventPattern<string>(
    OrderCreated.topic,
    handles(OrderCreated, { batch: true, where: ({ customerId }) => customerId !== 'filtered' }),
  )
  async reserve(@Payload() orders: OrderCreated[], @Ctx() { tx }: HandlerContext): Promise<void> {
    await recordEffects(tx, orders);
    for (const { customerId } of orders) {
      if (!broken.has(customerId)) continue;
      throw customerId === 'never' ? new NonRetryableError('never') : new Error('not today');
    }
  }
}

/** Distinct ids produced = skipped + handled + retrying + dead + discarded: the inbox tells each one's fate. */
describe('accounting', () => {
  let bed: TestBed;
  const shops: INestApplication[] = [];
  beforeEach(async () => {
    bed = await testBed({ partitions: 1 });
    broken = new Set(['bad', 'never']);
  });
  afterEach(async () => {
    await Promise.all(shops.splice(0).map((shop) => shop.close()));
    await bed.close();
  });

  const start = async (handlers: readonly Type[] = [Choosy], options: Partial<MessagingOptions> = {}) => {
    const shop = await startShop(bed, handlers, { retry: { initialMs: 60_000 }, ...options });
    shops.push(shop);
    return shop;
  };
  const ofType = (type: string, id: string) =>
    bed.kafka.send('order-events', {
      key: uuid(),
      value: '{}',
      headers: { ce_id: id, ce_source: '/test', ce_type: type },
    });
  const fates = async () =>
    Object.fromEntries(
      (await bed.database.query<{ id: string; fate: string }>('SELECT id, fate FROM inbox')).map((r) => [r.id, r.fate]),
    );
  const untilFates = (expected: Record<string, string>) =>
    eventually(async () => {
      const all = await fates();
      return Object.entries(expected).every(([id, fate]) => all[id] === fate) && all;
    });
  const retryNow = () => bed.database.query('UPDATE parked_event SET next_attempt_at = now()');

  it('tells the fate of every event, at first and when it has been retried, redriven or discarded', async () => {
    const letters = (await start()).get(DeadLetters);
    const failing = uuid();
    await ofType('ORDER_ARCHIVED', 'not handled here');
    await bed.kafka.send('order-events', { key: null, value: 'no event' });
    await bed.kafka.publishAs([
      { id: 'fine', event: order() },
      { id: 'fine', event: order() },
      { id: 'filtered', event: order(uuid(), 'filtered') },
      { id: 'failing', event: order(failing, 'bad') },
      { id: 'behind', event: order(failing, 'good') },
      { id: 'filtered behind', event: order(failing, 'filtered') },
      { id: 'never', event: order(uuid(), 'never') },
      { id: 'invalid', event: { ...order(), items: [], constructor: OrderCreated } },
      { id: 'last', event: order() },
    ]);
    const settled = { 'not handled here': 'skipped', filtered: 'skipped', fine: 'handled', last: 'handled' };
    const first = {
      ...settled,
      'order-events:0:1': 'parked',
      failing: 'parked',
      behind: 'parked',
      'filtered behind': 'parked',
      never: 'parked',
      invalid: 'parked',
    };
    expect(await untilFates(first)).toEqual(first);
    expect(await letters.list({}, undefined, 50)).toHaveLength(6);

    broken = new Set();
    await retryNow();
    const dead = (errorCode: string) => letters.list({ state: 'dead', errorCode }, undefined, 1);
    await letters.redrive((await dead('NON_RETRYABLE'))[0]!.id, 'ann');
    await letters.discard((await dead('NO_TYPE_OR_ID'))[0]!.id, 'no event', 'ann');
    const second = {
      ...settled,
      'order-events:0:1': 'discarded',
      failing: 'handled',
      behind: 'handled',
      'filtered behind': 'skipped',
      never: 'handled',
      invalid: 'parked',
    };
    expect(await untilFates(second)).toEqual(second);
    expect(await letters.list({}, undefined, 50)).toMatchObject([{ state: 'dead', errorCode: 'CONTRACT_VIOLATION' }]);
  });

  it('takes the first of two events with one id for the event', async () => {
    await start();
    const key = uuid();
    await bed.kafka.publishAs([
      { id: 'twin', event: order(key) },
      { id: 'twin', event: { ...order(key), items: [], constructor: OrderCreated } },
      { id: 'other twin', event: { ...order(key), items: [], constructor: OrderCreated } },
      { id: 'other twin', event: order(key) },
    ]);
    await untilFates({ twin: 'handled', 'other twin': 'parked' });
  });

  it('counts as skipped what the deployment that retries it handles no longer', async () => {
    const before = await start();
    await bed.kafka.publishAs([{ id: 'once handled', event: order(uuid(), 'bad') }]);
    await untilFates({ 'once handled': 'parked' });
    await before.close();
    shops.length = 0;
    const after = await start([]);
    await retryNow();
    await untilFates({ 'once handled': 'skipped' });
    expect(await bed.database.query('SELECT FROM parked_event')).toEqual([]);
    expect(await after.get(DeadLetters).list({ resolved: true }, undefined, 50)).toMatchObject([{ state: 'handled' }]);
  });

  it('keeps an event parked while its retry fails', async () => {
    await start([Choosy], { retry: { initialMs: 20, maxMs: 20, attempts: 3 } });
    await bed.kafka.publishAs([{ id: 'failing', event: order(uuid(), 'bad') }]);
    await eventually(async () => (await bed.database.query(`SELECT FROM parked_event WHERE state = 'dead'`)).length);
    expect(await fates()).toEqual({ failing: 'parked' });
  });

  it('costs the healthy path no further statement', async () => {
    await start();
    await bed.database.query(`
      CREATE TABLE correction (at timestamptz NOT NULL);
      CREATE FUNCTION note_correction() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO correction VALUES (now()); RETURN NULL; END $$;
      CREATE TRIGGER corrections AFTER UPDATE ON inbox FOR EACH STATEMENT EXECUTE FUNCTION note_correction()`);
    await ofType('ORDER_ARCHIVED', 'not handled here');
    await bed.kafka.send('order-events', { key: null, value: 'no event' });
    await bed.kafka.publishAs([{ id: 'fine', event: order() }]);
    await untilFates({ 'not handled here': 'skipped', 'order-events:0:1': 'parked', fine: 'handled' });
    expect(await bed.database.query('SELECT FROM correction')).toEqual([]);
  });
});
