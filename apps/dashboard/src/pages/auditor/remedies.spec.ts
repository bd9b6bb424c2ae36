import { expect, it } from '@jest/globals';
import { remedyOf } from './remedies';

it('knows what to do about an invariant by its name', () => {
  expect(remedyOf({ name: 'rollups-agree', service: 'analytics' })).toContain('npm run rebuild');
});

it('has something to say about one that it does not know', () => {
  expect(remedyOf({ name: 'new', service: 'system' })).toContain('Two services disagree');
  expect(remedyOf({ name: 'new', service: 'inventory' })).toContain('Open what is listed');
});
