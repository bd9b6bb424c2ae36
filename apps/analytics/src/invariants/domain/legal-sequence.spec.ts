import { describe, expect, it } from '@jest/globals';
import { isLegal } from './legal-sequence.js';

const legal = (...sequences: string[]) => sequences.map((sequence) => isLegal(sequence.split(' ')));

describe('isLegal', () => {
  it('accepts every legal sequence, and what there is of one so far', () => {
    const sequences = [
      'ORDER_CREATED',
      'ORDER_CREATED ORDER_CONFIRMED',
      'ORDER_CREATED ORDER_CONFIRMED ORDER_CANCELLED',
      'ORDER_CREATED ORDER_REJECTED',
      'ORDER_CREATED ORDER_CANCELLED',
      'INVENTORY_RESERVED INVENTORY_RELEASED',
      'INVENTORY_INSUFFICIENT',
      'ORDER_PROCESSED ORDER_REFUNDED',
      'ORDER_DECLINED',
    ];
    expect(legal(...sequences)).toEqual(sequences.map(() => true));
  });

  it('refuses two ends, an event that comes twice, and a wrong order', () => {
    const sequences = [
      'ORDER_CREATED ORDER_CONFIRMED ORDER_REJECTED',
      'ORDER_CREATED ORDER_REJECTED ORDER_CANCELLED',
      'ORDER_CREATED ORDER_CANCELLED ORDER_CONFIRMED',
      'ORDER_CONFIRMED ORDER_CREATED',
      'ORDER_CREATED ORDER_CREATED',
      'INVENTORY_INSUFFICIENT INVENTORY_RESERVED',
      'INVENTORY_RELEASED INVENTORY_RESERVED',
      'ORDER_DECLINED ORDER_PROCESSED',
      'ORDER_PROCESSED ORDER_REFUNDED ORDER_REFUNDED',
    ];
    expect(legal(...sequences)).toEqual(sequences.map(() => false));
  });

  it('takes no notice of an event that was discarded, or is yet to be invented', () => {
    expect(legal('ORDER_CONFIRMED', 'ORDER_CREATED ORDER_SHIPPED ORDER_CONFIRMED', 'ORDER_SHIPPED')).toEqual([
      true,
      true,
      true,
    ]);
  });
});
