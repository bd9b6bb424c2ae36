import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { read } from './workspace.js';

const PAGE = 'docs/guarantees.md';
/** A link whose text is the name of a test and whose target is the file that it is in. */
const PROOF = /\[([^\]]+)\]\(([^)]+\.spec\.ts)\)/g;

const text = read(PAGE);
const proofs = [...text.matchAll(PROOF)].map(([, name, target]) => [name!, join(dirname(PAGE), target!)] as const);
const rows = text.split('\n').filter((line) => /^\| (?!promise |---)/.test(line));

describe('the guarantees', () => {
  it.each(proofs)('name a test that exists: %s (%s)', (name, file) => {
    expect(titlesIn(read(file))).toContain(name);
  });

  it('have a proof each', () => {
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => row.match(PROOF) === null)).toEqual([]);
  });
});

/** What `it` and `it.each(…)` are called with, as it is written. */
function titlesIn(source: string): string[] {
  return [...source.matchAll(/\bit(?:\.each(?:<[^(]*>)?\([\s\S]*?\))?\(\s*(['"`])(.*?)\1,/g)].map(
    ([, , title]) => title!,
  );
}
