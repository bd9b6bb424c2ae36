import { describe, expect, it } from '@jest/globals';
import { awaitedBy, isCancellable, isTerminal } from './order-progress';

const servicesAwaited = (status: string, ...types: string[]) =>
  awaitedBy({ status, types: new Set(types) }).map(({ service }) => service);

describe('awaitedBy', () => {
  it('names the service whose turn it is', () => {
    expect(servicesAwaited('PENDING', 'ORDER_CREATED')).toEqual(['inventory']);
    expect(servicesAwaited('RESERVED', 'ORDER_CREATED', 'INVENTORY_RESERVED')).toEqual(['transaction']);
  });

  it('waits for nobody when the order is confirmed and its event has been seen', () => {
    expect(servicesAwaited('CONFIRMED', 'ORDER_CREATED', 'ORDER_CONFIRMED')).toEqual([]);
  });

  it('waits for analytics while the journey is behind the order', () => {
    expect(servicesAwaited('CONFIRMED', 'ORDER_CREATED')).toEqual(['analytics']);
  });

  it('waits until stock and money of a cancelled order are back', () => {
    const before = ['ORDER_CREATED', 'INVENTORY_RESERVED', 'ORDER_PROCESSED', 'ORDER_CONFIRMED', 'ORDER_CANCELLED'];
    expect(servicesAwaited('CANCELLED', ...before)).toEqual(['inventory', 'transaction']);
    expect(servicesAwaited('CANCELLED', ...before, 'ORDER_REFUNDED')).toEqual(['inventory']);
    expect(servicesAwaited('CANCELLED', ...before, 'ORDER_REFUNDED', 'INVENTORY_RELEASED')).toEqual([]);
  });

  it('does not wait for stock that was never reserved', () => {
    expect(servicesAwaited('REJECTED', 'ORDER_CREATED', 'INVENTORY_INSUFFICIENT', 'ORDER_REJECTED')).toEqual([]);
  });
});

describe('the status of an order', () => {
  it.each([
    ['PENDING', false, true],
    ['RESERVED', false, true],
    ['CONFIRMED', true, true],
    ['REJECTED', true, false],
    ['CANCELLED', true, false],
  ])('%s is final: %s, can be cancelled: %s', (status, terminal, cancellable) => {
    expect([isTerminal(status), isCancellable(status)]).toEqual([terminal, cancellable]);
  });
});
