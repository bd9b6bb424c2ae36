import { describe, expect, it } from '@jest/globals';
import { catalogue } from '@orderflow/contracts';
import { ActionableError } from '@orderflow/platform';
import { type Contract, contractsOf } from '../contract.js';
import { readBaseline } from './baseline.js';
import { checkContracts } from './check.js';

it('the contracts as they are now keep what was released', async () => {
  const released = await readBaseline();
  expect(released.length).toBeGreaterThan(0);
  expect(() => checkContracts(released, contractsOf(catalogue))).not.toThrow();
});

describe('checkContracts', () => {
  const properties = { orderId: { type: 'string' } };
  const placed = contract('ORDER_PLACED', { type: 'object', properties, required: ['orderId'] });
  const paid = contract('ORDER_PAID', { type: 'object', properties });

  it('tells what a release would change', () => {
    const extended = { ...placed, schema: { ...placed.schema, properties: { ...properties, note: {} } } };
    expect(checkContracts([placed, paid], [extended, { ...placed, version: 2 }, paid])).toEqual({
      added: ['ORDER_PLACED.v2'],
      extended: ['ORDER_PLACED.v1'],
    });
  });

  it('names each break and the way out', () => {
    const broken = { ...placed, key: 'customerId', schema: { ...placed.schema, required: [] } };
    const check = () => checkContracts([placed, paid], [broken]);
    expect(check).toThrow(ActionableError);
    expect(check).toThrow(/ORDER_PLACED\.v1 key: .*\n.*ORDER_PLACED\.v1 \/required: orderId may be left out/);
    expect(check).toThrow(/ORDER_PAID\.v1 class: is gone/);
    expect(check).toThrow(expect.objectContaining({ remedy: expect.stringMatching(/docs\/contracts\.md.*--retire/) }));
  });
});

function contract(type: string, schema: object): Contract {
  return { type, version: 1, topic: 'order-events', key: 'orderId', schema: schema as Contract['schema'] };
}
