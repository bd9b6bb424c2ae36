import { describe, expect, it } from '@jest/globals';
import { firstCall } from './addresses.js';

const AUTH_SECRET = '0123456789abcdef0123456789abcdef';
const callWith = (env: NodeJS.ProcessEnv) => firstCall(env).join('\n');

describe('the first call', () => {
  it('goes to order-api, wherever it is', () => {
    expect(callWith({ PORT_BASE: '4100' })).toContain('curl -X POST localhost:4101/orders -H');
  });

  it('says who asks where the system wants to know, and nowhere else', () => {
    expect(callWith({ AUTH_SECRET })).toContain('TOKEN=$(npm run -s token -- --customer CUST-123)\n');
    expect(callWith({ AUTH_SECRET })).toContain('-H "Authorization: Bearer $TOKEN"');
    for (const env of [{}, { AUTH_SECRET, AUTH: 'off' }]) expect(callWith(env)).not.toContain('TOKEN');
  });
});
