import { describe, expect, it } from '@jest/globals';
import { proofsIn, titlesIn } from './proofs.js';
import { read } from './workspace.js';

const PAGE = 'docs/guarantees.md';

const text = read(PAGE);
const rows = text.split('\n').filter((line) => /^\| (?!promise |---)/.test(line));

describe('the guarantees', () => {
  it.each(proofsIn(text, PAGE))('name a test that exists: %s (%s)', (name, file) => {
    expect(titlesIn(file)).toContain(name);
  });

  it('have a proof each', () => {
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => proofsIn(row, PAGE).length === 0)).toEqual([]);
  });
});
