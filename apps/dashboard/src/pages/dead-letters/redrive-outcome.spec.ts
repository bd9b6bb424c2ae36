import { describe, expect, it } from '@jest/globals';
import { dryRunSentence, isSettled, outcomeOf, sentenceOf, type Standing } from './redrive-outcome';

const standing = (ids: { retrying?: number[]; dead?: number[]; discarded?: number[] }): Standing => ({
  retrying: new Set(ids.retrying),
  dead: new Set(ids.dead),
  discarded: new Set(ids.discarded),
});

describe('what has become of redriven letters', () => {
  it('counts only those that were redriven', () => {
    const now = standing({ retrying: [3, 90], dead: [4, 5, 91], discarded: [6, 92] });
    expect(outcomeOf([1, 2, 3, 4, 5, 6], now)).toEqual({ handled: 2, deadAgain: 2, discarded: 1, retrying: 1 });
  });

  it('is settled when none is tried any more', () => {
    expect(isSettled(outcomeOf([1, 2], standing({ retrying: [2] })))).toBe(false);
    expect(isSettled(outcomeOf([1, 2], standing({ retrying: [3], dead: [2] })))).toBe(true);
    expect(isSettled(outcomeOf([], standing({})))).toBe(true);
  });

  it.each([
    [{ handled: 37, deadAgain: 2, discarded: 0, retrying: 0 }, '37 handled, 2 dead again'],
    [{ handled: 0, deadAgain: 0, discarded: 1, retrying: 4 }, '1 discarded, 4 still tried'],
    [{ handled: 0, deadAgain: 0, discarded: 0, retrying: 0 }, 'nothing was redriven'],
  ])('%o reads "%s"', (outcome, sentence) => {
    expect(sentenceOf(outcome)).toBe(sentence);
  });
});

describe('a dry run', () => {
  it.each([
    [{ redriven: 0, waiting: 0 }, 'No dead letter matches.'],
    [{ redriven: 3, waiting: 0 }, '3 would be tried again now.'],
    [
      { redriven: 3, waiting: 1 },
      '3 would be tried again now; 1 waits behind an earlier event of the same order and can follow after it.',
    ],
    [
      { redriven: 1, waiting: 2 },
      '1 would be tried again now; 2 wait behind an earlier event of the same order and can follow after it.',
    ],
  ])('%o reads "%s"', (counts, sentence) => {
    expect(dryRunSentence(counts)).toBe(sentence);
  });
});
