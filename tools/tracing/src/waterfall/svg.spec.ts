import { describe, expect, it } from '@jest/globals';
import { BEGAN, orderSpans, processed, server, TRACE_ID } from '../../test/fixtures/order-spans.js';
import { traceNamed } from './order-traces.js';
import { svgOf } from './svg.js';
import { waterfallOf } from './waterfall.js';

/** The request lasts as long as the whole trace: its bar is the scale. */
const spans = orderSpans.map((span) => (span === server ? { ...server, end: BEGAN + 40 } : span));
const svg = svgOf(waterfallOf(traceNamed(spans, TRACE_ID)!), 'An order of <2 "items"');

describe('the picture of a waterfall', () => {
  it('has a bar to scale for each span, and for each leg of the way to it', () => {
    const bars = [
      ...svg.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="\d+" width="([\d.]+)" height="\d+" rx="1"><title>/g),
    ];
    const [whole, ...rest] = bars.map(([, name, x, width]) => ({ name, x: Number(x), width: Number(width) }));
    const perMs = whole!.width / 40;
    expect(whole!.name).toBe('span');
    expect(
      rest.map(({ name, x, width }) => [name, Math.round((x - whole!.x) / perMs), Math.round(width / perMs)]),
    ).toEqual([
      ['span', 4, 1],
      ['outbox', 5, 7],
      ['kafka', 12, 3],
      ['wait', 15, 5],
      ['span', 20, 20],
    ]);
  });

  it('names what is drawn, as text', () => {
    expect(svg).toContain('>An order of &lt;2 &quot;items&quot;</text>');
    expect(svg).toContain(`>${processed.name}</text>`);
    expect(svg).toContain('<title>wait 5.0 ms</title>');
  });

  it('loads nothing, and follows the reader’s theme', () => {
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/http|url\(|@font-face/);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });
});
