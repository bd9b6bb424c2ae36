import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spansOf } from './timeline-scale';

describe('spansOf', () => {
  it('draws the gaps one after another, to scale', () => {
    expect(spansOf([null, 10, 30, 60])).toEqual([
      { start: 0, width: 0, broken: false },
      { start: 0, width: 10, broken: false },
      { start: 10, width: 30, broken: false },
      { start: 40, width: 60, broken: false },
    ]);
  });

  it('breaks the bar at a gap that would leave nothing of the others', () => {
    const [, first, second, cancelled, released] = spansOf([null, 20, 20, 600_000, 1]);
    expect(cancelled).toMatchObject({ width: 18, broken: true });
    expect([first!.width, second!.width]).toEqual([40, 40]);
    expect(released).toEqual({ start: 98, width: 2, broken: false });
  });

  it('draws a long gap to scale when there is nothing beside it', () => {
    expect(spansOf([null, 600_000])[1]).toEqual({ start: 0, width: 100, broken: false });
  });

  it('draws nothing for events of the same moment, or where two clocks differ', () => {
    expect(spansOf([null, 0, -5]).map(({ width }) => width)).toEqual([0, 0, 0]);
  });

  it('fills the bar, never more, and keeps the order of lengths among the parts to scale', () => {
    const gap = fc.oneof(fc.integer({ min: -5, max: 50 }), fc.integer({ min: 1_000, max: 100_000_000 }));
    fc.assert(
      fc.property(fc.array(gap, { minLength: 1, maxLength: 12 }), (gaps) => {
        const spans = spansOf([null, ...gaps]);
        const end = spans.at(-1)!.start + spans.at(-1)!.width;
        expect(end).toBeCloseTo(gaps.some((each) => each > 0) ? 100 : 0, 6);
        const toScale = gaps.map((length, index) => ({ length, ...spans[index + 1]! })).filter((span) => !span.broken);
        toScale.sort((a, b) => a.length - b.length);
        for (let i = 1; i < toScale.length; i++)
          expect(toScale[i]!.width).toBeGreaterThanOrEqual(toScale[i - 1]!.width - 1e-9);
      }),
    );
  });
});
