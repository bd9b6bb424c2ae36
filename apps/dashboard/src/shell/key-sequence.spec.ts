import { describe, expect, it } from '@jest/globals';
import { KeySequence } from './key-sequence';

function typed(...keys: readonly (readonly [string, number])[]): string[] {
  const done: string[] = [];
  const shortcut = (...sequence: string[]) => ({ keys: sequence, run: () => void done.push(sequence.join(' ')) });
  const sequence = new KeySequence([
    shortcut('n'),
    shortcut('o'),
    shortcut('g', 'o'),
    shortcut('g', 't'),
    shortcut('t', 'o'),
  ]);
  for (const [key, at] of keys) sequence.next(key, at)?.();
  return done;
}

describe('keys', () => {
  it('work alone and as two', () => {
    expect(typed(['n', 0], ['g', 10], ['o', 20])).toEqual(['n', 'g o']);
  });

  it('are two only within a second', () => {
    expect(typed(['g', 0], ['o', 1_001])).toEqual(['o']);
  });

  it('do not use the end of one pair as the start of the next', () => {
    expect(typed(['g', 0], ['t', 10], ['o', 20])).toEqual(['g t', 'o']);
  });

  it('that mean nothing do nothing', () => {
    expect(typed(['x', 0], ['g', 10], ['x', 20])).toEqual([]);
  });
});
