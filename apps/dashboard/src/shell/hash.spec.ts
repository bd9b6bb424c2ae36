import { describe, expect, it } from '@jest/globals';
import { hrefOf, parseHash } from './hash';

describe('the hash', () => {
  it('holds path and query', () => {
    const { path, query } = parseHash('#/orders?status=CONFIRMED&customerId=a%26b');
    expect(path).toBe('/orders');
    expect(Object.fromEntries(query)).toEqual({ status: 'CONFIRMED', customerId: 'a&b' });
  });

  it.each(['', '#', '#/'])('%j is the overview', (hash) => expect(parseHash(hash).path).toBe('/'));

  it('leaves out what is not given, and is read back as it was written', () => {
    const href = hrefOf('/orders', { status: '', customerId: 'a&b c', limit: undefined });
    expect(href).toBe('#/orders?customerId=a%26b+c');
    expect(parseHash(href).query.get('customerId')).toBe('a&b c');
  });
});
