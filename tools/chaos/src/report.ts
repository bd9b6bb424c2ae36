import { seconds, table } from '@orderflow/cli';
import colors from 'picocolors';
import { type Finding } from './evidence.js';
import { type Injected } from './faults/schedule.js';

const mark = (ok: boolean) => (ok ? colors.green('✔') : colors.red('✖'));

export const faultLine = ({ name, ok, done, ms }: Injected): string =>
  `${mark(ok)} ${name.padEnd(16)} ${done} ${colors.dim(`(${seconds(ms)})`)}`;

/** The faults, one line each. */
export function faultTable(injected: readonly Injected[]): string[] {
  const lines = table(injected.map(({ name, done, ms }) => [name, seconds(ms), done]));
  return ['Faults survived', ...injected.map(({ ok }, at) => `  ${mark(ok)} ${lines[at]}`)];
}

/** The checks, one line each; what is wrong stands below its check. */
export function findingTable(findings: readonly Finding[]): string[] {
  const lines = table(findings.map(({ check, seen }) => [check, seen]));
  return [
    'What the oracle found',
    ...findings.flatMap(({ ok, wrong }, at) => [`  ${mark(ok)} ${lines[at]}`, ...wrong.map((one) => `      ${one}`)]),
  ];
}
