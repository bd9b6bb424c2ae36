import { ActionableError } from '@orderflow/platform';
import { cac } from 'cac';
import { MEASUREMENTS } from './measurements/index.js';
import { type Page } from './measurements/measurement.js';

export interface Options {
  readonly only: readonly string[];
  readonly rounds: number;
  readonly scale: number;
  readonly publish: boolean;
  /** The page of docs/ that shows these figures, and the report's name. */
  readonly page: Page;
  /** Each thing once, as little as possible of it. */
  readonly smoke: boolean;
}

/** What is measured only when it is asked for. */
const ON_DEMAND = ['growth', 'scaling'];
const USUAL = MEASUREMENTS.filter(({ name }) => !ON_DEMAND.includes(name));
const NAMES = [...new Set(MEASUREMENTS.map(({ name }) => name))];

/** Undefined when only help was wanted, which is printed. @throws ActionableError that names the option that is wrong. */
export function readOptions(argv: readonly string[]): Options | undefined {
  const cli = cac('npm run bench --');
  cli
    .command('bench', 'Measure Orderflow against what else a user would pick, and against the limit of this machine')
    .usage('[options]')
    .option(
      '--only <measurements>',
      `Separated by commas: ${NAMES.join(', ')}; without it all but ${ON_DEMAND.join(' and ')}`,
    )
    .option('--rounds <count>', 'How often each contender is measured', { default: 3 })
    .option('--scale <share>', 'The share of the full work that each run does, such as 0.1', { default: 1 })
    .option('--publish', 'Write the figures to docs/performance.md, .json and .svg; those of scaling to docs/scaling.*')
    .option('--smoke', 'A look whether everything works, in half a minute; its figures mean nothing');
  cli.help();
  const { options } = cli.parse([...argv], { run: false });
  if (options.help) return undefined;
  refuseUnknown(options, ['only', 'rounds', 'scale', 'publish', 'smoke']);
  const only = namesOf(options.only as string | undefined);
  return {
    only,
    rounds: wholeNumber('rounds', options.rounds),
    scale: share('scale', options.scale),
    publish: options.publish === true,
    page: pageOf(only),
    smoke: options.smoke === true,
  };
}

function refuseUnknown(options: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => name !== '--' && !known.includes(name));
  if (unknown) throw new ActionableError(`There is no option --${unknown}`, 'See: npm run bench -- --help');
}

function namesOf(only: string | undefined): string[] {
  if (only === undefined) return [...new Set(USUAL.map(({ name }) => name))];
  const names = String(only)
    .split(',')
    .map((name) => name.trim());
  const unknown = names.find((name) => !NAMES.includes(name));
  if (unknown === undefined) return names;
  throw new ActionableError(`--only: there is no measurement "${unknown}"`, `There are: ${NAMES.join(', ')}`);
}

/** A report is of one page: what is published replaces all that the page has shown. */
function pageOf(names: readonly string[]): Page {
  const chosen = MEASUREMENTS.filter(({ name }) => names.includes(name));
  const [page, ...others] = new Set(chosen.map(({ page = 'performance' }) => page));
  if (others.length === 0) return page!;
  throw new ActionableError('--only: scaling has a page of its own', 'Measure it alone: --only scaling');
}

function wholeNumber(name: string, value: unknown): number {
  if (Number.isInteger(value) && Number(value) >= 1) return Number(value);
  throw new ActionableError(`--${name} ${String(value)} is no whole number above 0`, `Give: --${name} 3`);
}

function share(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && value <= 10) return value;
  throw new ActionableError(`--${name} ${String(value)} is no number above 0, 10 at most`, `Give: --${name} 0.1`);
}
