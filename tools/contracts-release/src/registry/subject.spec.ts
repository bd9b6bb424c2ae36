import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '@orderflow/contracts';
import { workspaceRoot } from '@orderflow/platform';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { contractsOf, nameOf } from '../contract.js';
import { subjectOf } from './subject.js';

const contracts = contractsOf(catalogue);

describe('subjectOf', () => {
  it('names topic, type and version', () => {
    expect(subjectOf(contracts[0]!).name).toBe('order-events-ORDER_CREATED.v1');
    expect(subjectOf(contracts[0]!, 'staging-').name).toBe('staging-order-events-ORDER_CREATED.v1');
  });

  it.each(contracts)('says in draft-07 what producers write: $type', (contract) => {
    const accepts = addFormats.default(new Ajv({ strict: true })).compile(subjectOf(contract).schema);
    const file = join(workspaceRoot, 'libs/contracts/examples', `${nameOf(contract)}.json`);
    const example = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect([accepts(example), accepts.errors]).toEqual([true, null]);
    expect(accepts({ ...example, stray: 1 })).toBe(false);
    for (const [field, value] of Object.entries(example)) {
      if (!Array.isArray(value)) continue;
      expect(accepts({ ...example, [field]: [{ ...(value[0] as object), stray: 1 }] })).toBe(false);
    }
  });
});
