import colors from 'picocolors';
import { type Leg, LEGS } from './legs.js';
import { pathOf } from './path.js';
import { type Row, type Waterfall } from './waterfall.js';
import { headline, LEG_TITLES, ms, noteOf, summary } from './words.js';

const NARROWEST_BAR = 20;
const SPAN = '█';
const SHADES: Readonly<Record<Leg['name'], string>> = { outbox: '░', kafka: '▒', wait: '·', parked: '~' };
const LEGEND = LEGS.map((name) => `${SHADES[name]} ${LEG_TITLES[name]}`).join('   ');

const HEADINGS = ['service', 'span', 'start', 'took', 'outbox', 'Kafka', 'wait'];
/** The columns from here on hold figures. */
const FIGURES = 2;

/** For a terminal so many columns wide; a narrow one breaks the lines. Figures are milliseconds. */
export function textOf(waterfall: Waterfall, columns: number): string[] {
  const table = [HEADINGS, ...waterfall.rows.map((row) => cellsOf(row, waterfall))];
  const widths = HEADINGS.map((_, at) => Math.max(...table.map((cells) => cells[at]!.length)));
  const notes = waterfall.rows.map(noteOf);
  const taken = widths.reduce((sum, width) => sum + width + 2, 0) + Math.max(...notes.map(({ length }) => length)) + 2;
  const barWidth = Math.max(NARROWEST_BAR, columns - taken);
  const lines = table.map((cells) => aligned(cells, widths));
  return [
    headline(waterfall),
    '',
    colors.dim(lines[0]),
    ...waterfall.rows.map((row, at) => {
      const paint = row.span.failed ? colors.red : (text: string) => text;
      return paint(`${lines[at + 1]}  ${barOf(row, waterfall, barWidth)}  ${notes[at]}`.trimEnd());
    }),
    '',
    colors.dim(`${SPAN} the span   ${LEGEND}   (milliseconds)`),
    summary(pathOf(waterfall)),
  ];
}

function cellsOf({ span, depth, legs }: Row, { start }: Waterfall): string[] {
  const legCells = (['outbox', 'kafka', 'wait'] as const).map((name) => {
    const leg = legs.find((one) => one.name === name);
    return leg ? ms(leg.end - leg.start) : '';
  });
  return [span.service, ' '.repeat(depth) + span.name, ms(span.start - start), ms(span.end - span.start), ...legCells];
}

function aligned(cells: readonly string[], widths: readonly number[]): string {
  return cells.map((cell, at) => (at < FIGURES ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ');
}

/** The span as a bar of one cell at least, its legs before it. */
function barOf({ span, legs }: Row, { start, end }: Waterfall, width: number): string {
  const cellAt = (time: number) => Math.min(width - 1, Math.floor(((time - start) / (end - start || 1)) * width));
  const cells = Array.from({ length: width }, () => ' ');
  for (const { name, start: from, end: to } of legs) cells.fill(SHADES[name], cellAt(from), cellAt(to));
  cells.fill(SPAN, cellAt(span.start), cellAt(span.end) + 1);
  return cells.join('');
}
