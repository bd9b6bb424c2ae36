import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@orderflow/service';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import type { ProviderView } from '../src/payments/provider/provider.dto.js';
import type { TransactionView } from '../src/payments/transaction.dto.js';
import { cancelled, reserved } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

interface DeadLetter {
  readonly id: number;
  readonly state: string;
  readonly attempts: number;
  readonly eventType: string;
  readonly error: { readonly code: string } | null;
  readonly key: { readonly data: string };
}

const ORDERS = 20;

describe('the built-in payment provider', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
  }, 60_000);
  afterEach(async () => {
    await setBroken(false);
    await redrive();
    await untilNoneIsDead();
  });
  afterAll(() => bed.close(), 30_000);

  const setBroken = (broken: boolean) => bed.post<ProviderView>('/payments/provider', { broken });
  const redrive = () => bed.post<{ redriven: number }>('/dead-letters/redrive', { perSecond: 10_000 });
  const deadLetters = async () => (await bed.get<Page<DeadLetter>>('/dead-letters?limit=100')).body.items;
  const untilNoneIsDead = () => eventually(async () => (await deadLetters()).length === 0);
  const statusOf = async (orderId: string) => (await bed.get<TransactionView>(`/transactions/${orderId}`)).body.status;
  const dead = (code = 'PAYMENT_PROVIDER_KEY_REVOKED') => ({ state: 'dead', attempts: 1, error: { code } });

  it('is well at first, and says what has become of it', async () => {
    const well = { name: 'built-in', broken: false };
    expect(await bed.get('/payments/provider')).toMatchObject({ status: 200, body: well });
    expect(await setBroken(true)).toMatchObject({ status: 200, body: { ...well, broken: true } });
    expect((await bed.get('/payments/provider')).body).toEqual({ ...well, broken: true });
    expect(await setBroken(false)).toMatchObject({ status: 200, body: well });
  });

  it('makes a dead letter at once of every order that is to be charged while it is broken, and charges each when it is redriven', async () => {
    await setBroken(true);
    const orderIds = Array.from({ length: ORDERS }, () => uuid());
    await bed.kafka.publishMany(orderIds.map((orderId) => reserved(orderId)));
    const letters = await eventually(async () => {
      const letters = await deadLetters();
      return letters.length === ORDERS ? letters : undefined;
    });
    expect(letters.map(({ key }) => key.data).sort()).toEqual(orderIds.toSorted());
    expect(letters).toMatchObject(letters.map(() => dead()));
    expect(orderIds.flatMap((orderId) => bed.typesAbout(orderId))).toEqual([]);

    await setBroken(false);
    expect((await redrive()).body.redriven).toBe(ORDERS);
    await eventually(() => orderIds.every((orderId) => bed.typesAbout(orderId).length > 0));
    expect(new Set(orderIds.flatMap((orderId) => bed.typesAbout(orderId)))).toEqual(new Set(['ORDER_PROCESSED']));
    await untilNoneIsDead();
  });

  it('keeps nobody from what needs no provider: declines for the price, and orders that end uncharged', async () => {
    await setBroken(true);
    const [charged, mispriced, unpriced, ended] = [uuid(), uuid(), uuid(), uuid()];
    await bed.kafka.publishMany([
      reserved(charged),
      reserved(mispriced, { quotedTotal: 1 }),
      reserved(unpriced, { items: [{ itemId: 'UNPRICED', quantity: 1 }] }),
      cancelled(ended),
    ]);
    await eventually(async () => (await deadLetters()).length > 0);
    await eventually(() => [mispriced, unpriced].every((orderId) => bed.typesAbout(orderId).length > 0));
    await eventually(async () => (await statusOf(ended)) === 'VOID');
    expect([mispriced, unpriced].map((orderId) => bed.typesAbout(orderId))).toEqual([
      ['ORDER_DECLINED'],
      ['ORDER_DECLINED'],
    ]);
    expect((await deadLetters()).map(({ key }) => key.data)).toEqual([charged]);
  });

  it('fails at refunds as well, and gives the money back when the event is redriven', async () => {
    const [refundable, waiting] = [uuid(), uuid()];
    await bed.kafka.publish(reserved(refundable));
    await eventually(() => bed.typesAbout(refundable).includes('ORDER_PROCESSED'));
    await setBroken(true);
    await bed.kafka.publish(cancelled(refundable), cancelled(waiting));
    const [letter, ...others] = await eventually(async () => {
      const letters = await deadLetters();
      return letters.length > 0 ? letters : undefined;
    });
    expect(letter).toMatchObject({ ...dead(), eventType: 'ORDER_CANCELLED', key: { data: refundable } });
    expect(others).toEqual([]);
    await eventually(async () => (await statusOf(waiting)) === 'VOID');
    expect(await statusOf(refundable)).toBe('PROCESSED');

    await setBroken(false);
    await redrive();
    await eventually(() => bed.typesAbout(refundable).includes('ORDER_REFUNDED'));
    expect(await statusOf(refundable)).toBe('REFUNDED');
  });

  it('is not broken by others than operators, nor by a request that says nothing', async () => {
    const proxied = await bed.post('/payments/provider', { broken: true }, { 'x-forwarded-for': '203.0.113.7' });
    expect(proxied).toMatchObject({ status: 403, body: { code: 'OPERATOR.LOOPBACK_ONLY' } });
    const foreign = await bed.post('/payments/provider', { broken: true }, { origin: 'http://elsewhere.example' });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'OPERATOR.FOREIGN_ORIGIN' } });
    for (const body of [{}, { broken: 'yes' }]) {
      expect(await bed.post('/payments/provider', body)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'broken' }] },
      });
    }
    expect((await bed.get('/payments/provider')).body).toMatchObject({ broken: false });
  });
});
