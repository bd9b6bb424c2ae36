import type { INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OrderCreated } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { DeadLetters, NonRetryableError, type DeadLetter } from '../src/index.js';
import { order, scripted } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';

/** Orders noted `never` are dead at once, as are those that violate their contract; those noted `bad` are tried on. */
describe('groups of dead letters', () => {
  let bed: TestBed;
  let shop: INestApplication;
  let letters: DeadLetters;
  beforeAll(async () => {
    bed = await testBed({ partitions: 1 });
    const { script, Scripted } = scripted();
    script.act = (orders) => {
      if (orders.some((o) => o.customerId === 'never')) throw new NonRetryableError('not ever');
      if (orders.some((o) => o.customerId === 'bad')) throw new RangeError('not today');
    };
    shop = await startShop(bed, [Scripted], { retry: { initialMs: 60_000 } });
    letters = shop.get(DeadLetters);
  });
  afterAll(async () => {
    await shop.close();
    await bed.close();
  });
  beforeEach(() => bed.database.query('DELETE FROM parked_event'));

  const invalid = (key: string) => ({ ...order(key), items: [], constructor: OrderCreated });
  /** Publishes events of one key and waits until they are parked; answers them, the first of the key first. */
  const park = async (key: string, ...events: object[]): Promise<DeadLetter[]> => {
    await bed.kafka.publish(...events);
    return eventually(async () => {
      const parked = await letters.list({ key }, undefined, 50);
      return parked.length === events.length && parked.reverse();
    });
  };
  const parkNotes = (...notes: string[]) => {
    const key = uuid();
    return park(key, ...notes.map((note) => order(key, note)));
  };

  it('are those of one error and event type, most dead first, with what waits behind them', async () => {
    const [bad] = await parkNotes('bad', 'good', 'good');
    const [never] = await parkNotes('never', 'good');
    const key = uuid();
    const [first, , third] = await park(key, invalid(key), order(key), invalid(key));
    expect(await letters.groups()).toEqual([
      {
        errorCode: 'CONTRACT_VIOLATION',
        eventType: 'ORDER_CREATED',
        retrying: 0,
        dead: 2,
        waiting: 1,
        oldest: first!.parkedAt,
        newest: third!.parkedAt,
        exampleId: third!.id,
      },
      expect.objectContaining({ errorCode: 'NON_RETRYABLE', retrying: 0, dead: 1, waiting: 1, exampleId: never!.id }),
      expect.objectContaining({ errorCode: 'RangeError', retrying: 1, dead: 0, waiting: 2, exampleId: bad!.id }),
    ]);
  });

  it('keep event types apart, and leave what waits with the first of its key, whatever that is', async () => {
    const [head, behind] = await parkNotes('never', 'good');
    const [other] = await parkNotes('never');
    const rename = (type: string, id: number) =>
      bed.database.query('UPDATE parked_event SET event_type = $1 WHERE id = $2', [type, id]);
    await rename('ORDER_REJECTED', behind!.id);
    await rename('ORDER_CANCELLED', other!.id);
    expect(await letters.groups()).toMatchObject([
      { eventType: 'ORDER_CREATED', dead: 1, waiting: 1, exampleId: head!.id },
      { eventType: 'ORDER_CANCELLED', dead: 1, waiting: 0, exampleId: other!.id },
    ]);
  });

  it('count events without a key each for itself', async () => {
    for (let at = 0; at < 2; at++) await bed.kafka.send('order-events', { key: null, value: 'no event' });
    const groups = await eventually(async () => {
      const all = await letters.groups();
      return all[0]?.dead === 2 && all;
    });
    expect(groups).toMatchObject([{ errorCode: 'NO_TYPE_OR_ID', eventType: null, retrying: 0, dead: 2, waiting: 0 }]);
  });

  it('count as retrying what is redriven, without an error what only waited and is now the first, and nothing that is resolved', async () => {
    const [gone, next] = await parkNotes('never', 'good');
    const [redriven] = await parkNotes('never');
    const later = (id: number) =>
      bed.database.query(`UPDATE parked_event SET next_attempt_at = now() + interval '1 hour' WHERE id = $1`, [id]);
    await later(next!.id);
    await bed.database.query(`UPDATE parked_event SET state = 'retrying' WHERE id = $1`, [redriven!.id]);
    await letters.discard(gone!.id, 'a test order', 'ann');
    expect(await letters.groups()).toMatchObject([
      { errorCode: 'NON_RETRYABLE', retrying: 1, dead: 0, waiting: 0, exampleId: redriven!.id },
      { errorCode: null, eventType: 'ORDER_CREATED', retrying: 0, dead: 0, waiting: 1, exampleId: next!.id },
    ]);
  });
});
