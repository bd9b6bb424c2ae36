import { describe, expect, it } from '@jest/globals';
import { soundRun, withOrder } from '../../../test/fixtures/sound-run.js';
import { checkAgreement } from './agreement.js';

describe('checkAgreement', () => {
  it('accepts what the saga may come to', () => {
    expect(checkAgreement(soundRun())).toMatchObject({ ok: true, wrong: [] });
  });

  it('objects when a confirmed order has no stock', () => {
    const run = soundRun();
    const reservations = new Map([...run.reservations, ['bought', 'RESERVED']]);
    expect(checkAgreement({ ...run, reservations }).wrong).toEqual(['bought: CONFIRMED RESERVED PROCESSED']);
  });

  it('objects when a rejected order was charged', () => {
    const run = soundRun();
    const transactions = new Map([...run.transactions, ['short', 'PROCESSED']]);
    expect(checkAgreement({ ...run, transactions }).wrong).toEqual(['short: REJECTED REFUSED PROCESSED']);
  });

  it('objects when the order does not know that its stock and money went back', () => {
    const run = withOrder(soundRun(), 'cancelled', { stockReturned: false, refunded: false });
    expect(checkAgreement(run).wrong).toEqual([
      'cancelled: CANCELLED RETURNED REFUNDED, but by the order its stock has not returned',
      'cancelled: CANCELLED RETURNED REFUNDED, but by the order it was not refunded',
    ]);
  });

  it('objects to a reservation and a charge of no order', () => {
    const run = soundRun();
    const reservations = new Map([...run.reservations, ['ghost', 'SOLD']]);
    const transactions = new Map([...run.transactions, ['ghost', 'PROCESSED']]);
    expect(checkAgreement({ ...run, reservations, transactions }).wrong).toEqual([
      'ghost has a reservation, but there is no such order',
      'ghost has a transaction, but there is no such order',
    ]);
  });
});
