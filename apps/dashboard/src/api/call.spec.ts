import { describe, expect, it } from '@jest/globals';
import { curlOf, get, post, urlOf } from './call';

const ORIGIN = 'http://localhost:3000';

describe('a call', () => {
  it('leaves out of its URL what is not given', () => {
    expect(urlOf(get('/orders', { status: '', customerId: undefined, cursor: null }))).toBe('/orders');
    expect(urlOf(get('/orders', { status: 'CONFIRMED', limit: 0 }))).toBe('/orders?status=CONFIRMED&limit=0');
  });

  it('encodes its query', () => {
    expect(urlOf(get('/orders', { customerId: 'a&b=c d' }))).toBe('/orders?customerId=a%26b%3Dc+d');
  });

  it('is shown as a command that a shell reads as it was meant', () => {
    const call = post('/orders', { customerId: "O'Hara" }, { headers: { 'idempotency-key': 'k1' } });
    expect(curlOf(call, ORIGIN)).toBe(
      `curl -X POST -H 'content-type: application/json' -H 'idempotency-key: k1' ` +
        `--data '{"customerId":"O'\\''Hara"}' 'http://localhost:3000/orders'`,
    );
  });

  it('names the token and does not show it', () => {
    expect(curlOf(get('/topics'), ORIGIN, true)).toBe(
      `curl -H "authorization: Bearer $ORDERFLOW_TOKEN" 'http://localhost:3000/topics'`,
    );
  });
});
