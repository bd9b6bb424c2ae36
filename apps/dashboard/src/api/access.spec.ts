import { describe, expect, it } from '@jest/globals';
import { accessOf } from './access';

const jwt = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

describe('what the page offers', () => {
  it.each([
    ['without a token', null],
    ['with an operator’s token', 'alice-0123456789'],
    ['with what looks like a JWT and is none', 'a.%.c'],
  ])('is everything %s: the server decides', (_how, token) => {
    const access = accessOf(token);
    expect([access.name, access.customerId, access.allows('admin')]).toEqual([null, null, true]);
  });

  it('is a customer’s own with a customer’s token', () => {
    const access = accessOf(jwt({ sub: 'Zoë–1', scope: 'orders:read orders:write' }));
    expect(access).toMatchObject({ name: 'Zoë–1', customerId: 'Zoë–1' });
    expect([access.allows('orders:write'), access.allows('admin'), access.allows('inventory:write')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is everything for an administrator, who is no customer', () => {
    const access = accessOf(jwt({ sub: 'ops', scope: 'admin' }));
    expect([access.name, access.customerId, access.allows('inventory:write')]).toEqual(['ops', null, true]);
  });

  it('is nothing that needs a scope where the token has none', () => {
    expect(accessOf(jwt({ sub: 'ops' })).allows('orders:read')).toBe(false);
  });
});
