import { describe, expect, it } from '@jest/globals';
import { ConnectionLost, isInfrastructureError, sqlStateOf, TransactionRolledBack } from './errors.js';

const withCode = (code: string) => Object.assign(new Error('no'), { code });

describe('isInfrastructureError', () => {
  it.each(['08006', '53300', '57P01', '58030', '40001', '40P01', '55P03', '57014', '25P03', '25P04'])(
    'is one: %s',
    (code) => {
      expect(isInfrastructureError(withCode(code))).toBe(true);
    },
  );

  it.each(['23505', '22003', '25P02', '42P01', 'ECONNREFUSED'])(
    'is none, but the work or its data failed: %s',
    (code) => {
      expect(isInfrastructureError(withCode(code))).toBe(false);
    },
  );

  it('is one: the connection is gone', () => {
    expect(isInfrastructureError(new ConnectionLost(new Error('cut')))).toBe(true);
  });

  it('is none: a swallowed SQL error would be swallowed again', () => {
    expect(isInfrastructureError(new TransactionRolledBack())).toBe(false);
  });

  it('is none: whatever else is thrown', () => {
    expect([undefined, null, 'text', 7, {}].map(isInfrastructureError)).not.toContain(true);
  });
});

describe('sqlStateOf', () => {
  it('answers a SQLSTATE only', () => {
    expect(sqlStateOf(withCode('40P01'))).toBe('40P01');
    expect(sqlStateOf(withCode('ECONNRESET'))).toBeUndefined();
    expect(sqlStateOf(withCode('EPIPE'))).toBeUndefined();
  });
});
