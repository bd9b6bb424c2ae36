import { type Metric } from '../measurements/measurement.js';
import { figure } from './format.js';
import { type EntrantResult, type MeasurementResult, type Report } from './result.js';

const WIDTH = 860;
const LEFT = 270;
const BAR_SPACE = 450;
const ROW = 24;
const BAR = 14;
const PANEL_HEAD = 40;

/** A page of bars in SVG: a panel for each pictured metric, a bar for the median, a line from the least to the most. */
export function pictureOf({ measurements }: Report): string {
  const panels = measurements.flatMap((result) =>
    result.metrics.filter(({ pictured }) => pictured).map((metric) => ({ result, metric })),
  );
  let top = 10;
  const drawn = panels.map(({ result, metric }) => {
    const panel = panelOf(result, metric, top);
    top += PANEL_HEAD + result.entrants.length * ROW + 10;
    return panel;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}"`,
    '  font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Measured figures as bars">',
    `<rect width="${WIDTH}" height="${top}" fill="#fff"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function panelOf(result: MeasurementResult, metric: Metric, top: number): string {
  const most = Math.max(...result.entrants.map(({ figures }) => figures[metric.name]?.max ?? 0), Number.MIN_VALUE);
  const scale = BAR_SPACE / most;
  return [
    text(10, top + 20, `${result.title}: ${metric.title}, ${metric.unit}`, 'font-weight="600"'),
    ...result.entrants.map((entrant, n) => rowOf(entrant, metric, top + PANEL_HEAD + n * ROW, scale)),
  ].join('\n');
}

function rowOf(entrant: EntrantResult, { name, digits }: Metric, top: number, scale: number): string {
  const spread = entrant.figures[name];
  const middle = top + BAR / 2;
  const label = text(LEFT - 10, top + BAR - 3, entrant.title, 'text-anchor="end"');
  if (!spread) return [label, text(LEFT, top + BAR - 3, entrant.wrong ? 'wrong' : '–', 'fill="#888"')].join('\n');
  const [length, from, to] = [spread.median, spread.min, spread.max].map((value) => Math.round(value * scale)) as [
    number,
    number,
    number,
  ];
  const colour = entrant.name === 'ours' ? '#2563eb' : entrant.name === 'limit' ? '#d4d4d8' : '#94a3b8';
  return [
    label,
    `<rect x="${LEFT}" y="${top}" width="${length}" height="${BAR}" fill="${colour}"/>`,
    `<line x1="${LEFT + from}" x2="${LEFT + to}" y1="${middle}" y2="${middle}" stroke="#111"/>`,
    text(LEFT + Math.max(length, to) + 8, top + BAR - 3, figure(spread.median, digits)),
  ].join('\n');
}

const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${x}" y="${y}" ${attributes}>${escape(content)}</text>`.replace(' >', '>');

const escape = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
