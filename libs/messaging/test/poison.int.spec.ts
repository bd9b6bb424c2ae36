import { Controller } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { contractOf, OrderCreated } from '@orderflow/contracts';
import { eventually, type Received } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { DeadLetters, handles, NonRetryableError, type HandlerContext } from '../src/index.js';
import { order, recordEffects } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';
import { tallyOf } from './fixtures/tally.js';

interface Parked {
  readonly state: string;
  readonly error_code: string | null;
  readonly lane: Buffer | null;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, unknown>;
}

@Controller()
class Picky {
  @EventPattern<string>(OrderCreated.topic, handles(OrderCreated, { batch: true }))
  async reserve(@Payload() orders: OrderCreated[], @Ctx() { tx }: HandlerContext): Promise<void> {
    await recordEffects(tx, orders);
    if (orders.some((o) => o.customerId === 'never')) throw new NonRetryableError('never', { code: 'NEVER' });
    if (orders.some((o) => o.customerId === 'wordy')) throw new NonRetryableError('\0'.repeat(20_000));
    if (orders.some((o) => o.customerId === 'throws')) throw new RangeError('not today');
  }
}

/** The table "What becomes of a message", row by row; the later event of the same key shows what the lane does. */
describe('what becomes of a message', () => {
  let bed: TestBed;
  let shop: INestApplication;
  let deadLetters: Received[];
  beforeAll(async () => {
    bed = await testBed();
    deadLetters = await bed.kafka.follow('shop.dead-letters');
    shop = await startShop(bed, [Picky], { retry: { initialMs: 60_000 } });
  });
  afterAll(async () => {
    await shop.close();
    await bed.close();
  });

  const headers = (changes: Record<string, string | undefined> = {}) =>
    Object.fromEntries(
      Object.entries({
        ce_id: uuid(),
        ce_source: '/test',
        ce_type: 'ORDER_CREATED',
        ce_dataschemaversion: '1',
        ...changes,
      }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>;
  const send = (key: Buffer | string | null, value: Buffer | null, given = headers()) =>
    bed.kafka.send('order-events', { key, value, headers: given });
  const parkedOf = (key: Buffer | string | null) =>
    bed.database.query<Parked>('SELECT * FROM parked_event WHERE key IS NOT DISTINCT FROM $1 ORDER BY "offset"', [
      key && Buffer.from(key as string),
    ]);
  const bytes = (event: object) => Buffer.from(JSON.stringify(event));

  const poison: [string, string, (key: string) => [Buffer | null, Record<string, string>?]][] = [
    ['no ce_type', 'NO_TYPE_OR_ID', (key) => [bytes(order(key)), headers({ ce_type: undefined })]],
    ['no ce_id', 'NO_TYPE_OR_ID', (key) => [bytes(order(key)), headers({ ce_id: undefined })]],
    ['an empty ce_id', 'NO_TYPE_OR_ID', (key) => [bytes(order(key)), headers({ ce_id: '' })]],
    ['no JSON', 'NOT_JSON', () => [Buffer.from('{"orderId":')]],
    ['bytes that are no text', 'NOT_JSON', () => [Buffer.from([0x22, 0x00, 0xff, 0xfe, 0x22])]],
    ['a tombstone', 'TOMBSTONE', () => [null]],
  ];
  it.each(poison)('keeps %s with its bytes, as dead, and blocks nothing', async (_, code, message) => {
    const key = uuid();
    const [value, given] = message(key);
    await send(key, value, given);
    await bed.kafka.publish(order(key, 'marker'));
    await eventually(async () => (await bed.effectsOf(key)).includes('marker'));
    expect(await parkedOf(key)).toMatchObject([{ state: 'dead', error_code: code, lane: null, value }]);
    const copy = await eventually(() => deadLetters.find((letter) => letter.key === key));
    expect(copy.value).toEqual(value);
    expect(copy.headers).toMatchObject({ 'deadletter-error-code': code, 'deadletter-topic': 'order-events' });
  });

  it.each([
    ['data that violate the contract', 'CONTRACT_VIOLATION', (key: string) => bytes({ orderId: key }), {}],
    ['a number where an object should be', 'CONTRACT_VIOLATION', () => Buffer.from('17'), {}],
    ['an unknown version', 'UNKNOWN_VERSION', (key: string) => bytes(order(key)), { ce_dataschemaversion: '2' }],
  ])('keeps %s as dead, and blocks its lane', async (_, code, valueOf, changes) => {
    const key = uuid();
    const value = valueOf(key);
    const other = order(uuid(), 'marker');
    await send(key, value, headers(changes));
    await bed.kafka.publish(order(key, 'behind'), other);
    const parked = await eventually(async () => {
      const rows = await parkedOf(key);
      return rows.length === 2 && rows;
    });
    expect(parked).toMatchObject([
      { state: 'dead', error_code: code, lane: Buffer.from(key), value },
      { state: 'retrying', error_code: null, lane: Buffer.from(key) },
    ]);
    await eventually(async () => (await bed.effectsOf(other.orderId)).length === 1);
    expect(await bed.effectsOf(key)).toEqual([]);
  });

  it('keeps an event dead at once whose handler says that trying again cannot help, and blocks its lane', async () => {
    const key = uuid();
    const [id] = await bed.kafka.publish(order(key, 'never'), order(key, 'behind'));
    const parked = await eventually(async () => {
      const rows = await parkedOf(key);
      return rows.length === 2 && rows;
    });
    expect(parked.map(({ state, error_code }) => [state, error_code])).toEqual([
      ['dead', 'NEVER'],
      ['retrying', null],
    ]);
    const copy = await eventually(() => deadLetters.find((letter) => letter.key === key));
    expect(copy.headers).toMatchObject({
      ce_id: id,
      'deadletter-error-code': 'NEVER',
      'deadletter-error-message': 'never',
    });
  });

  it('parks an event whose handler throws anything else, to be tried again', async () => {
    const key = uuid();
    await bed.kafka.publish(order(key, 'throws'), order(key, 'behind'));
    const parked = await eventually(async () => {
      const rows = await parkedOf(key);
      return rows.length === 2 && rows;
    });
    expect(parked.map(({ state, error_code }) => [state, error_code])).toEqual([
      ['retrying', 'RangeError'],
      ['retrying', null],
    ]);
    expect(await bed.effectsOf(key)).toEqual([]);
  });

  it('skips and counts a type that nobody here handles, however broken its data are', async () => {
    const { skipped } = tallyOf(shop);
    const key = uuid();
    await send(key, Buffer.from('{'), headers({ ce_type: 'ORDER_ARCHIVED' }));
    await bed.kafka.publish(order(key, 'marker'));
    await eventually(async () => (await bed.effectsOf(key)).includes('marker'));
    expect(await parkedOf(key)).toEqual([]);
    await eventually(() => tallyOf(shop).skipped === skipped + 1);
  });

  it('parks an event without a key by itself: it has no lane to block', async () => {
    const event = order(uuid(), 'throws');
    const behind = order(uuid(), 'marker');
    await send(null, bytes(event));
    await send(null, bytes(behind));
    await eventually(async () => (await parkedOf(null)).length === 1);
    await eventually(async () => (await bed.effectsOf(behind.orderId)).length === 1);
    expect(await parkedOf(null)).toMatchObject([{ state: 'retrying', error_code: 'RangeError', lane: null }]);
  });

  it('keeps what violates the contract and has no key as dead, and blocks nothing', async () => {
    const behind = order(uuid(), 'marker');
    const id = uuid();
    await send(null, bytes({ note: id }), headers({ ce_id: id }));
    await send(null, bytes(behind));
    await eventually(async () => (await bed.effectsOf(behind.orderId)).length === 1);
    const [parked] = await bed.database.query<Parked>(`SELECT * FROM parked_event WHERE headers->>'ce_id' = $1`, [id]);
    expect(parked).toMatchObject({ state: 'dead', error_code: 'CONTRACT_VIOLATION', key: null, lane: null });
  });

  it('knows a lane by the bytes of its key, 0x00 included', async () => {
    const key = Buffer.from([0x61, 0x00, 0xff]);
    const neighbour = order(uuid(), 'marker');
    await send(key, bytes(order(uuid(), 'never')));
    await send(key, bytes(order(uuid(), 'behind')));
    await send(Buffer.from([0x61, 0x00, 0xfe]), bytes(neighbour)); // as text they would read the same
    await eventually(async () => (await bed.effectsOf(neighbour.orderId)).length === 1);
    const parked = await eventually(async () => {
      const rows = await parkedOf(key);
      return rows.length === 2 && rows;
    });
    expect(parked).toMatchObject([
      { state: 'dead', key, lane: key },
      { state: 'retrying', key, lane: key },
    ]);
  });

  it('copies a message as large as Kafka takes, with a long error and its stack', async () => {
    const key = uuid();
    const value = bytes({ ...order(key, 'wordy'), padding: 'x'.repeat(1024 * 1024 - 600) });
    expect(value.length).toBeGreaterThan(1024 * 1024 - 500);
    await send(key, value);
    await bed.kafka.publish(order(key, 'behind'));
    const copy = await eventually(() => deadLetters.find((letter) => letter.key === key));
    expect(copy.value!.equals(value)).toBe(true);
    expect(copy.headers['deadletter-error-stack']).toHaveLength(8 * 1024);
    expect((await parkedOf(key)).map(({ state }) => state)).toEqual(['dead', 'retrying']);
    expect(await bed.database.query('SELECT FROM outbox_rejected')).toEqual([]);
  });

  it('tries a redriven event once only while it still cannot be read', async () => {
    const letters = shop.get(DeadLetters);
    const key = uuid();
    await send(key, bytes({ orderId: key }));
    const [letter] = await eventually(async () => {
      const list = await letters.list({ key }, undefined, 1);
      return list.length === 1 && list;
    });
    await letters.redrive(letter!.id, 'ann');
    await eventually(() => deadLetters.filter((copy) => copy.key === key).length === 2);
    expect(await letters.find(letter!.id)).toMatchObject({ state: 'dead', attempts: 1 });
  });

  it('keeps headers byte for byte, repeated ones and ones that are no text included', async () => {
    const key = uuid();
    const { type } = contractOf(order(key));
    await bed.kafka.send('order-events', {
      key,
      value: '{',
      headers: { ...headers({ ce_type: type }), trace: [Buffer.from([0xff, 0x00]), 'b'] },
    });
    const copy = await eventually(() => deadLetters.find((letter) => letter.key === key));
    expect((await parkedOf(key))[0]!.headers.trace).toEqual([{ base64: '/wA=' }, 'b']);
    expect(copy.rawHeaders.trace).toEqual([Buffer.from([0xff, 0x00]), 'b']);
  });

  it('goes on after all of this', async () => {
    const last = order(uuid(), 'marker');
    await bed.kafka.publish(last);
    await eventually(async () => (await bed.effectsOf(last.orderId)).length === 1);
  });
});
