import { describe, expect, it } from '@jest/globals';
import { identityOf, readMessage, type Raw } from './message.js';

const raw = (changes: Partial<Raw> = {}): Raw => ({
  topic: 'order-events',
  partition: 3,
  offset: '7',
  key: Buffer.from('order'),
  value: Buffer.from('{"orderId":"order","total":250,"reason":"DECLINED"}'),
  headers: { ce_id: Buffer.from('id'), ce_source: Buffer.from('/order-api'), ce_type: Buffer.from('ORDER_REJECTED') },
  ...changes,
});

const withHeaders = (headers: Raw['headers']) => readMessage(raw({ headers: { ...raw().headers, ...headers } }));

describe('readMessage', () => {
  it('reads who published what of which order', () => {
    expect(readMessage(raw())).toMatchObject({
      identity: identityOf('/order-api', 'id'),
      source: '/order-api',
      type: 'ORDER_REJECTED',
      orderId: 'order',
      totalCents: 250,
      reason: 'DECLINED',
    });
  });

  it.each<{ what: string; headers: Raw['headers'] }>([
    { what: 'no id', headers: { ce_id: undefined } },
    { what: 'no type', headers: { ce_type: undefined } },
    { what: 'an empty id', headers: { ce_id: '' } },
    { what: 'an id with U+0000', headers: { ce_id: 'a\0b' } },
    { what: 'an id of more than 255 characters', headers: { ce_id: 'x'.repeat(256) } },
  ])('knows a message with $what by its place', ({ headers }) => {
    const message = withHeaders(headers);
    expect(message).toMatchObject({ identity: identityOf('', 'order-events:3:7'), source: '' });
    expect(message.type).toBeUndefined();
  });

  it('takes the last of a repeated header', () => {
    expect(withHeaders({ ce_id: ['first', 'last'] }).identity).toBe(identityOf('/order-api', 'last'));
  });

  it.each([null, Buffer.from('{'), Buffer.from('7'), Buffer.from('null')])('survives the value %s', (value) => {
    expect(readMessage(raw({ value })).orderId).toBeUndefined();
  });

  it('tells a tombstone from an empty value, and a key from a value', () => {
    const digests = [
      raw({ value: null }),
      raw({ value: Buffer.alloc(0) }),
      raw({ key: Buffer.from('ab'), value: Buffer.from('c') }),
      raw({ key: Buffer.from('a'), value: Buffer.from('bc') }),
    ].map((message) => readMessage(message).digest);
    expect(new Set(digests).size).toBe(4);
  });
});
