import { describe, expect, it } from '@jest/globals';
import { soundRun, withBooks } from '../../../test/fixtures/sound-run.js';
import { checkOutboxes } from './outboxes.js';

describe('checkOutboxes', () => {
  it('objects to what is still to be sent', () => {
    const { ok, wrong } = checkOutboxes(withBooks(soundRun(), 'inventory', () => ({ outbox: 3 })));
    expect({ ok, wrong }).toEqual({ ok: false, wrong: ['inventory: 3 still to be sent'] });
  });

  it('tells what Kafka has refused, and allows it', () => {
    expect(checkOutboxes(withBooks(soundRun(), 'order-api', () => ({ outboxRejected: 2 })))).toMatchObject({
      ok: true,
      seen: '5 databases; refused by Kafka: 2 in order-api',
    });
  });
});
