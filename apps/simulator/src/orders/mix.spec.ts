import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KINDS } from './kind.js';
import { countsOf, type Mix, mixText, parseMix, USUAL_MIX } from './mix.js';

const mixes = fc
  .record(Object.fromEntries(KINDS.map((kind) => [kind, fc.nat(1_000)])))
  .map((parts) => parts as Mix)
  .filter((mix) => Object.values(mix).some((parts) => parts > 0));

describe('a mix', () => {
  it('is read as it is written', () => {
    fc.assert(fc.property(mixes, (mix) => expect(parseMix(mixText(mix))).toEqual(mix)));
  });

  it('has no part of a kind that is not named', () => {
    expect(parseMix(' normal=9, cancelled=0.5')).toEqual({ ...NOTHING, normal: 9, cancelled: 0.5 });
  });

  it.each(['', 'normal', 'normal=', 'normal=-1', 'normal=0', 'lost=5', 'normal=1,,', 'normal=1;cancelled=1'])(
    'is not %j',
    (text) => expect(parseMix(text)).toBeUndefined(),
  );

  it('gives each kind its share, and all of them the count', () => {
    fc.assert(
      fc.property(mixes, fc.nat(5_000), (mix, count) => {
        const counts = countsOf(mix, count);
        const whole = Object.values(mix).reduce((sum, parts) => sum + parts, 0);
        expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(count);
        for (const kind of KINDS) expect(Math.abs(counts[kind] - (count * mix[kind]) / whole)).toBeLessThan(1);
      }),
    );
  });

  it('of every day has one malformed order in a hundred', () => {
    expect(countsOf(USUAL_MIX, 100)).toEqual(USUAL_MIX);
  });
});

const NOTHING = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
