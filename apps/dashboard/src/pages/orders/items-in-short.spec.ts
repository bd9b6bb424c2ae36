import { expect, it } from '@jest/globals';
import { itemsInShort } from './items-in-short';

it.each([
  [['A'], '1 × A'],
  [['A', 'B'], '1 × A, 2 × B'],
  [['A', 'B', 'C', 'D'], '1 × A, 2 × B and 2 more'],
])('says what is ordered in a few words: %j', (ids, text) => {
  expect(itemsInShort(ids.map((itemId, index) => ({ itemId, quantity: index + 1 })))).toBe(text);
});
