import { describe, expect, it } from '@jest/globals';
import { clientOf } from './client-of.js';

const PROXY = '10.0.0.1';
const trusted = new Set([PROXY, '10.0.0.2']);

describe('the client of a request', () => {
  it.each([
    ['is who sent it', '203.0.113.7', undefined, '203.0.113.7'],
    ['is not who he says he is', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['is whom a trusted proxy speaks for', PROXY, '203.0.113.7', '203.0.113.7'],
    ['is whom the first of two trusted proxies speaks for', PROXY, '203.0.113.7, 10.0.0.2', '203.0.113.7'],
    ['is not whom he told a trusted proxy that he is', PROXY, '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['is the proxy itself when that speaks for nobody', PROXY, undefined, PROXY],
    ['is one and the same on a socket for both families', `::ffff:${PROXY}`, '::ffff:203.0.113.7', '203.0.113.7'],
  ])('%s', (_sentence, peer, forwardedFor, client) => {
    expect(clientOf(peer, forwardedFor, trusted)).toBe(client);
  });
});
