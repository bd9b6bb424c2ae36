import { LEGS } from './legs.js';
import { pathOf } from './path.js';
import { type Row, type Waterfall } from './waterfall.js';
import { headline, LEG_TITLES, ms, noteOf, summary } from './words.js';

const WIDTH = 1240;
const ROW = 22;
const HEAD = 92;
const FOOT = 66;
const INDENT = 12;
/** Where the columns begin; figures end there. */
const AT = { service: 16, span: 116, start: 474, took: 534, bar: 550, note: 970 };
const BAR_WIDTH = AT.note - AT.bar - 16;

/**
 * Its own background and colours for both themes, as the reader's system prefers; fonts are any that there are: no place
 * depends on the width of a text.
 */
const STYLE = `
  svg { --paper: #fff; --ink: #1f2328; --faint: #656d76; --line: #d8dee4;
    --span: #2563eb; --failed: #cf222e; --outbox: #d97706; --kafka: #7c3aed; --wait: #9ca3af; --parked: #db2777 }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0d1117; --ink: #e6edf3; --faint: #8b949e; --line: #30363d;
      --span: #4c8dff; --failed: #ff7b72; --outbox: #e3963e; --kafka: #a78bfa; --wait: #6e7681; --parked: #f472b6 }
  }
  text { fill: var(--ink); font: 12px system-ui, sans-serif }
  .head { font-weight: 600; font-size: 14px }
  .faint { fill: var(--faint) }
  .figure { text-anchor: end; font-variant-numeric: tabular-nums }
  .paper { fill: var(--paper) }
  .grid { stroke: var(--line) }
  .span { fill: var(--span) }
  .failed { fill: var(--failed) }
${LEGS.map((name) => `  .${name} { fill: var(--${name}) }`).join('\n')}
`;

/** Milliseconds since the epoch. */
type Period = Readonly<Record<'start' | 'end', number>>;

/** A picture of its own, light or dark as its reader's system. `title` heads it. */
export function svgOf(waterfall: Waterfall, title: string): string {
  const height = HEAD + waterfall.rows.length * ROW + FOOT;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"
  role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style>
<rect class="paper" width="${WIDTH}" height="${height}" rx="8"/>
<text class="head" x="${AT.service}" y="28">${escaped(title)}</text>
<text class="faint" x="${AT.service}" y="48">${escaped(headline(waterfall))}</text>
${scaleOf(waterfall, height)}
${waterfall.rows.map((row, at) => rowOf(row, waterfall, HEAD + at * ROW)).join('\n')}
${footOf(waterfall, height)}
</svg>
`;
}

/** The headings, and a line at each quarter of the time. */
function scaleOf({ start, end }: Waterfall, height: number): string {
  const y = HEAD - 14;
  const headings = [
    `<text class="faint" x="${AT.service}" y="${y}">service</text>`,
    `<text class="faint" x="${AT.span}" y="${y}">span</text>`,
    `<text class="faint figure" x="${AT.start}" y="${y}">start, ms</text>`,
    `<text class="faint figure" x="${AT.took}" y="${y}">took, ms</text>`,
  ];
  const lines = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const x = (AT.bar + part * BAR_WIDTH).toFixed(1);
    const label = `<text class="faint" x="${x}" y="${y}" text-anchor="middle">${((end - start) * part).toFixed(0)}</text>`;
    return `<line class="grid" x1="${x}" x2="${x}" y1="${HEAD - 6}" y2="${height - FOOT}"/>${label}`;
  });
  return [...headings, ...lines].join('\n');
}

function rowOf(row: Row, waterfall: Waterfall, top: number): string {
  const { span, depth, legs } = row;
  const y = top + 15;
  return [
    `<text class="faint" x="${AT.service}" y="${y}">${escaped(span.service)}</text>`,
    `<text x="${AT.span + depth * INDENT}" y="${y}">${escaped(span.name)}</text>`,
    `<text class="figure" x="${AT.start}" y="${y}">${ms(span.start - waterfall.start)}</text>`,
    `<text class="figure" x="${AT.took}" y="${y}">${ms(span.end - span.start)}</text>`,
    ...legs.map((leg) => barOf(waterfall, leg, top, { name: leg.name, title: LEG_TITLES[leg.name], height: 6 })),
    barOf(waterfall, span, top, { name: span.failed ? 'failed' : 'span', title: span.name, height: 12 }),
    `<text class="faint" x="${AT.note}" y="${y}">${escaped(noteOf(row))}</text>`,
  ].join('');
}

interface Bar {
  /** Its class, which has a colour. */
  readonly name: string;
  /** What its tooltip says before the time. */
  readonly title: string;
  readonly height: number;
}

function barOf(waterfall: Waterfall, { start, end }: Period, top: number, { name, title, height }: Bar): string {
  const scale = BAR_WIDTH / (waterfall.end - waterfall.start || 1);
  const x = (AT.bar + (start - waterfall.start) * scale).toFixed(1);
  const width = Math.max(1.5, (end - start) * scale).toFixed(1);
  const rect = `<rect class="${name}" x="${x}" y="${top + (ROW - height) / 2}" width="${width}" height="${height}" rx="1">`;
  return `${rect}<title>${escaped(title)} ${ms(end - start)} ms</title></rect>`;
}

function footOf(waterfall: Waterfall, height: number): string {
  const y = height - FOOT + 26;
  const legend = (['span', ...LEGS] as const).map((name, at) => {
    const x = AT.bar + at * 84;
    const title = name === 'span' ? 'span' : LEG_TITLES[name];
    return `<rect class="${name}" x="${x}" y="${y - 9}" width="14" height="9" rx="1"/><text x="${x + 20}" y="${y}">${title}</text>`;
  });
  return [...legend, `<text x="${AT.service}" y="${y + 24}">${escaped(summary(pathOf(waterfall)))}</text>`].join('\n');
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
