import { describe, expect, it } from '@jest/globals';
import { BuiltInProvider } from './built-in-provider.js';

const provider = new BuiltInProvider({ limit: 10_000, deniedCustomers: ['CUST-DENIED'] });
const payment = { orderId: '1', customerId: 'CUST-123', amount: 10_000, currency: 'USD' };

describe('BuiltInProvider', () => {
  it('approves up to the limit', () => {
    expect(provider.charge(payment)).toEqual({ kind: 'approved' });
  });

  it('refuses more than the limit', () => {
    expect(provider.charge({ ...payment, amount: 10_001 })).toEqual({
      kind: 'refused',
      detail: '100.01 USD is more than the limit of 100.00 USD',
    });
  });

  it('refuses customers on the deny list', () => {
    expect(provider.charge({ ...payment, customerId: 'CUST-DENIED' })).toEqual({
      kind: 'refused',
      detail: 'Customer CUST-DENIED may not be charged',
    });
  });
});
