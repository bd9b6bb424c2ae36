import { describe, expect, it } from '@jest/globals';
import { overdueSince } from './deadlines.js';
import { OrderStatus } from './order.js';

describe('overdueSince', () => {
  it('gives each unsettled status its own time, and the settled ones none', () => {
    const now = new Date('2026-01-02T00:00:00Z');
    expect(overdueSince({ pendingSeconds: 86_400, reservedSeconds: 900 }, now)).toEqual({
      [OrderStatus.Pending]: new Date('2026-01-01T00:00:00Z'),
      [OrderStatus.Reserved]: new Date('2026-01-01T23:45:00Z'),
    });
  });
});
