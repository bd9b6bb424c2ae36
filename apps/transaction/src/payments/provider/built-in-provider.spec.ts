import { describe, expect, it } from '@jest/globals';
import { NonRetryableError } from '@orderflow/messaging';
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

  it('fails at every charge and refund while it is broken, also at those that it would refuse', () => {
    const provider = new BuiltInProvider({ limit: 10_000, deniedCustomers: ['CUST-DENIED'] });
    provider.broken = true;
    const acts = [
      () => provider.charge(payment),
      () => provider.charge({ ...payment, customerId: 'CUST-DENIED' }),
      () => provider.refund(),
    ];
    for (const act of acts) {
      expect(act).toThrow(NonRetryableError);
      expect(act).toThrow(expect.objectContaining({ code: 'PAYMENT_PROVIDER_KEY_REVOKED' }));
    }
    provider.broken = false;
    expect(provider.charge(payment)).toEqual({ kind: 'approved' });
    expect(() => provider.refund()).not.toThrow();
  });
});
