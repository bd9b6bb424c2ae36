import { describe, expect, it } from '@jest/globals';
import { type Contract } from '../contract.js';
import { contractBreaks } from './contract-breaks.js';

const contract: Contract = {
  type: 'ORDER_CREATED',
  version: 1,
  topic: 'order-events',
  key: 'orderId',
  schema: { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] },
};

describe('contractBreaks', () => {
  it('finds none where nothing has changed, and none in what is not released', () => {
    const next = { ...contract, version: 2, schema: {} };
    expect(contractBreaks([contract], [contract, next])).toEqual([]);
  });

  it.each<[string, Partial<Contract>, string]>([
    ['topic', { topic: 'orders' }, 'order-events has become orders'],
    ['key', { key: 'customerId' }, 'orderId has become customerId'],
    ['/type', { schema: { ...contract.schema, type: 'array' } }, '"object" has become "array"'],
  ])('names the event, %s and why', (path, change, why) => {
    expect(contractBreaks([contract], [{ ...contract, ...change }])).toEqual([
      { contract: 'ORDER_CREATED.v1', path, why: expect.stringContaining(why) },
    ]);
  });

  it('finds a released version that is gone, also when a newer one is there', () => {
    expect(contractBreaks([contract], [{ ...contract, version: 2 }])).toEqual([
      { contract: 'ORDER_CREATED.v1', path: 'class', why: expect.stringContaining('is gone') },
    ]);
  });
});
