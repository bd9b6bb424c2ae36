import { rowsOf } from './format.js';
import { type MeasurementResult, type Report } from './result.js';

const BEGIN = '<!-- figures: written by npm run bench -- --publish -->';
const END = '<!-- end of figures -->';

/** Puts the figures of a report between the marks of a page. @throws Error when the page has no such marks. */
export function withFigures(page: string, report: Report): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the page has no place for figures: ${BEGIN} … ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n${markdownOf(report)}\n${page.slice(end)}`;
}

export function markdownOf({ measuredAt, machine, rounds, scale, measurements }: Report): string {
  const facts = Object.entries(machine).map(([name, value]) => `${name} ${value}`);
  const share = scale === 1 ? '' : `, with ${scale} of the full work each`;
  return [
    `Measured on ${measuredAt.slice(0, 10)} in ${rounds} ${rounds === 1 ? 'round' : 'rounds'}${share}: ${facts.join(', ')}.`,
    ...measurements.map(section),
  ].join('\n\n');
}

function section(result: MeasurementResult): string {
  const [head, ...rows] = rowsOf(result) as [string[], ...string[][]];
  const line = (cells: readonly string[]) =>
    `| ${[...cells, ...Array<string>(head.length - cells.length).fill('')].join(' | ')} |`;
  const rule = line(head.map((_, column) => (column === 0 ? '---' : '---:')));
  return [`### ${result.title}`, result.about, [line(head), rule, ...rows.map(line)].join('\n')].join('\n\n');
}
