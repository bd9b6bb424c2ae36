import { describe, expect, it } from '@jest/globals';
import { markdownOf, withFigures } from './markdown.js';
import { pictureOf } from './picture.js';
import { type EntrantResult, type Report } from './result.js';

const metrics = [{ name: 'rate', title: 'settled', unit: 'orders/s', digits: 0, pictured: true }];
const entrant = (name: string, title: string, median: number): EntrantResult => ({
  name,
  title,
  durable: true,
  figures: { rate: { median, min: median - 10, max: median + 10 } },
});
const wrong: EntrantResult = { ...entrant('other', 'Other', 1), figures: {}, wrong: 'of 10 there are 9 <confirmed>' };

const reportOf = (...entrants: EntrantResult[]): Report => ({
  measuredAt: '2026-01-31T10:00:00.000Z',
  machine: { processors: '2 × CPU' },
  rounds: 3,
  scale: 1,
  measurements: [{ name: 'flow', title: 'The whole system', about: 'All.', metrics, entrants }],
});

describe('a report', () => {
  it('shows median and spread, and how many times the figure is ours', () => {
    const text = markdownOf(reportOf(entrant('stock', 'Stock', 200), entrant('ours', 'Orderflow', 1_600)));
    expect(text).toContain('| Stock | 200 (190–210), ours 8.00× | yes |');
    expect(text).toContain('| Orderflow | 1,600 (1,590–1,610) | yes |');
  });

  it('has no figure for a contender that was wrong, but says what was', () => {
    const text = markdownOf(reportOf(wrong, entrant('ours', 'Orderflow', 1_600)));
    expect(text).toContain('| Other | WRONG: of 10 there are 9 <confirmed> |  |');
  });

  it('has a line for each figure of one that is measured alone', () => {
    const alone = reportOf(entrant('ours', 'Orderflow', 1_600));
    expect(markdownOf(alone)).toContain(
      '|  | Orderflow |\n| --- | ---: |\n| settled, orders/s | 1,600 (1,590–1,610) |',
    );
    expect(markdownOf(reportOf(wrong))).toContain('|  | WRONG: of 10 there are 9 <confirmed> |');
  });

  it('is put in its place on a page, and replaces the one before', () => {
    const page =
      'Before\n<!-- figures: written by npm run bench -- --publish -->\nold\n<!-- end of figures -->\nBehind\n';
    const once = withFigures(page, reportOf(entrant('ours', 'Orderflow', 100)));
    expect(once).toMatch(/^Before\n[\s\S]*### The whole system[\s\S]*\nBehind\n$/);
    expect(once).not.toContain('old');
    expect(withFigures(once, reportOf(entrant('ours', 'Orderflow', 100)))).toBe(once);
    expect(() => withFigures('no marks', reportOf())).toThrow('no place');
  });

  it('is drawn with bars in proportion, and with text that is not taken for markup', () => {
    const svg = pictureOf(reportOf(wrong, entrant('stock', 'A & B', 200), entrant('ours', 'Orderflow', 400)));
    const [stock, ours] = [...svg.matchAll(/<rect x="\d+" y="\d+" width="(\d+)"/g)].map(([, width]) => Number(width));
    expect(ours! / stock!).toBeCloseTo(2, 1);
    expect(svg).toContain('A &amp; B');
    expect(svg).toContain('>wrong</text>');
  });
});
