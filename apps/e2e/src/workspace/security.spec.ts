import { describe, expect, it } from '@jest/globals';
import { proofsIn, titlesIn } from './proofs.js';
import { read } from './workspace.js';

const PAGE = 'docs/security.md';
const text = read(PAGE);
/** The risks of OWASP's list, each with its title as the first line. */
const risks = text.split(/^### (?=API\d)/m).slice(1);

describe('docs/security.md', () => {
  it.each(proofsIn(text, PAGE))('names a test that exists: %s (%s)', (name, file) => {
    expect(titlesIn(file)).toContain(name);
  });

  it('answers each of OWASP’s ten risks of 2023', () => {
    const numbers = risks.map((risk) => /^API(\d+) /.exec(risk)![1]);
    expect(numbers).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  });

  it.each(risks.map((risk) => [risk.split('\n', 1)[0]!, risk]))('has a proof for %s', (_title, risk) => {
    expect(proofsIn(risk, PAGE).length).toBeGreaterThan(0);
  });
});
