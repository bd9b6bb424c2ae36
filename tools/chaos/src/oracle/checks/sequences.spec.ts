import { describe, expect, it } from '@jest/globals';
import { soundRun, withoutMessages } from '../../../test/fixtures/sound-run.js';
import type { Message, Observed } from '../observed.js';
import { checkSequences } from './sequences.js';

const moved = (run: Observed, type: string, to: (log: Message[], message: Message) => Message[]): Observed => {
  const message = run.log.find((own) => own.type === type)!;
  return {
    ...run,
    log: to(
      run.log.filter((own) => own.identity !== message.identity),
      message,
    ),
  };
};

describe('checkSequences', () => {
  it('accepts legal sequences, and an event that came twice', () => {
    expect(checkSequences(soundRun())).toMatchObject({
      ok: true,
      seen: '11 of 19 events, 1 more were sent again',
    });
  });

  it('objects when an effect comes before its cause', () => {
    const run = moved(soundRun(), 'ORDER_CREATED', (log, created) => [...log, created]);
    expect(checkSequences(run).wrong).toEqual(['bought: ORDER_CONFIRMED ORDER_CREATED']);
  });

  it('objects when an order has two ends', () => {
    const run = moved(soundRun(), 'ORDER_REFUNDED', (log, refunded) => [
      ...log,
      { ...refunded, type: 'ORDER_DECLINED' },
    ]);
    expect(checkSequences(run).wrong).toEqual(['cancelled: ORDER_PROCESSED ORDER_DECLINED']);
  });

  it('objects when a sequence lacks its beginning', () => {
    const run = withoutMessages(soundRun(), ({ type }) => type === 'INVENTORY_RESERVED');
    expect(checkSequences(run).wrong).toEqual(['declined: INVENTORY_RELEASED', 'cancelled: INVENTORY_RELEASED']);
  });

  it('objects when the events of an order are spread over partitions: nothing keeps their order', () => {
    const run = moved(soundRun(), 'ORDER_CANCELLED', (log, cancelled) => [...log, { ...cancelled, partition: 3 }]);
    expect(checkSequences(run).wrong).toEqual([
      'cancelled: ORDER_CREATED ORDER_CONFIRMED ORDER_CANCELLED in the partitions 0 and 3 of order-events',
    ]);
  });
});
