import { expect, it } from '@jest/globals';
import { quantityProblem } from './restock-quantity';

it.each([
  ['1', true],
  ['1000000', true],
  ['1000001', false],
  ['0', false],
  ['-5', false],
  ['2.5', false],
  ['', false],
  [' ', false],
  ['many', false],
])('a quantity of "%s" is valid: %s', (text, valid) => {
  expect(quantityProblem(text) === undefined).toBe(valid);
});
