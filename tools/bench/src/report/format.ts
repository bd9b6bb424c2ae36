import { type Metric } from '../measurements/measurement.js';
import { type EntrantResult, type MeasurementResult, ratioToOurs } from './result.js';
import { type Spread } from './statistics.js';

export const figure = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const durability = ({ durable }: EntrantResult): string => (durable ? 'yes' : 'no');

/** "median (min–max)", and how many times that is ours. */
export function cell(result: MeasurementResult, entrant: EntrantResult, { name, digits, alone }: Metric): string {
  const spread = entrant.figures[name];
  if (!spread) return '–';
  const ratio = alone ? undefined : ratioToOurs(result, entrant, name);
  return spreadText(spread, digits) + (ratio === undefined ? '' : `, ours ${ratioText(ratio)}`);
}

const ratioText = (ratio: number): string => `${figure(ratio, ratio < 10 ? 2 : 0)}×`;

function spreadText({ median, min, max }: Spread, digits: number): string {
  return min === max
    ? figure(median, digits)
    : `${figure(median, digits)} (${figure(min, digits)}–${figure(max, digits)})`;
}

/**
 * The rows of one measurement's table, the first one its head. A wrong entrant's row says what was wrong. The figures of
 * one that is measured alone stand below each other.
 */
export function rowsOf(result: MeasurementResult): string[][] {
  const [only, ...others] = result.entrants;
  if (only && others.length === 0) return columnOf(result, only);
  const head = ['', ...result.metrics.map(({ title, unit }) => `${title}, ${unit}`), 'durable'];
  const rows = result.entrants.map((entrant) =>
    entrant.wrong === undefined
      ? [entrant.title, ...result.metrics.map((metric) => cell(result, entrant, metric)), durability(entrant)]
      : [entrant.title, `WRONG: ${entrant.wrong}`],
  );
  return [head, ...rows];
}

function columnOf(result: MeasurementResult, entrant: EntrantResult): string[][] {
  const head = ['', entrant.title];
  if (entrant.wrong !== undefined) return [head, ['', `WRONG: ${entrant.wrong}`]];
  return [head, ...result.metrics.map((metric) => [`${metric.title}, ${metric.unit}`, cell(result, entrant, metric)])];
}
