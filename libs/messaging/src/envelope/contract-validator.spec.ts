import { describe, expect, it } from '@jest/globals';
import { catalogue, OrderCreated } from '@orderflow/contracts';
import { ContractViolation, validateContract } from './contract-validator.js';

const valid = () => ({
  orderId: '0198f0c4-7f5e-7000-8000-000000000001',
  customerId: 'C-1',
  items: [{ itemId: 'A', quantity: 1 }] as object[],
});
const refusalOf = (data: unknown): string => {
  try {
    validateContract(OrderCreated, data);
    return 'accepted';
  } catch (error) {
    expect(error).toBeInstanceOf(ContractViolation);
    return (error as Error).message;
  }
};

describe('validateContract', () => {
  it.each(catalogue.map((event) => [event.type, event] as const))('knows how to check %s', (_, event) => {
    expect(() => validateContract(event, {})).toThrow(ContractViolation);
  });

  it('accepts data that fulfil the contract, and fields that it does not know yet', () => {
    expect(refusalOf(valid())).toBe('accepted');
    expect(refusalOf({ ...valid(), giftWrap: true })).toBe('accepted');
  });

  it.each([
    ['a missing field', { ...valid(), customerId: undefined }, 'customerId'],
    ['a wrong type', { ...valid(), customerId: 7 }, 'customerId'],
    ['an id that is none', { ...valid(), orderId: '7' }, 'orderId'],
    ['a line deep inside', { ...valid(), items: [{ itemId: 'A', quantity: 0 }] }, 'items/0/quantity'],
  ])('refuses %s and names the field', (_, data, field) => {
    expect(refusalOf(JSON.parse(JSON.stringify(data)))).toContain(field);
  });

  it.each([
    ['null', null],
    ['a number', 1],
    ['a text', 'x'],
    ['an array', []],
  ])('refuses %s as data', (_, data) => {
    expect(refusalOf(data)).toMatch(/ORDER_CREATED v1/);
  });
});
