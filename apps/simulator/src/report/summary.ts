import { decimalOf } from '@orderflow/contracts';
import { type Latency, type Outcome } from './outcome.js';

export interface Run {
  readonly outcome: Outcome;
  readonly seconds: number;
  readonly deliveries: number;
  readonly lostDeliveries: readonly string[];
  /** Requests that the server refused by its limit, and the way around it. */
  readonly limited: number;
  readonly wayOut: string;
  readonly interrupted: boolean;
}

const MOST_SHORTFALLS = 20;

/** The closing summary, line by line. */
export function summaryLines(run: Run): string[] {
  const { outcome, seconds, interrupted } = run;
  const { rejected, notSettled } = outcome;
  const rejections = Object.values(rejected).reduce((sum, count) => sum + count, 0);
  const row = (what: string, value: string) => `  ${what.padEnd(22)}${value}`;
  const count = (what: string, value: number, more = '') =>
    row(what, `${whole(value).padStart(9)}${more && `   ${more}`}`);
  return [
    '',
    `${whole(outcome.sent)} orders sent in ${seconds.toFixed(1)} s${interrupted ? '; ended early' : ''}`,
    count('accepted', outcome.accepted),
    count('confirmed', outcome.confirmed, `revenue ${moneyText(outcome.revenue)}`),
    count('rejected', rejections, Object.entries(rejected).map(reasonText).join(', ')),
    count('cancelled', outcome.cancelled),
    count('replayed duplicates', outcome.replayed),
    count('malformed, refused', outcome.malformedRefused),
    count('not settled in time', notSettled),
    ...(run.deliveries > 0
      ? [count('deliveries', run.deliveries, 'so that only those are short that are meant to be')]
      : []),
    row('until accepted', latencyText(outcome.toAccepted)),
    row('until settled', latencyText(outcome.toSettled)),
    ...limitLines(run),
    ...listLines('Deliveries that came to nothing', run.lostDeliveries),
    ...listLines('Not what was asked for', outcome.shortfalls),
  ];
}

/** Amounts by currency as text: "1,234.50 USD". */
export function moneyText(revenue: Readonly<Record<string, number>>): string {
  const amounts = Object.entries(revenue).map(([currency, cents]) => `${amount(cents)} ${currency}`.trim());
  return amounts.length > 0 ? amounts.join(' + ') : '0.00';
}

const amount = (cents: number): string => decimalOf(cents).replace(/\B(?=(\d{3})+\.)/g, ',');

const whole = (value: number): string => value.toLocaleString('en-US');

const reasonText = ([reason, count]: readonly [string, number]): string => `${whole(count)} ${reason}`;

function latencyText({ p50, p95, p99 }: Latency): string {
  if (p50 === undefined) return '        –';
  return [`p50 ${milliseconds(p50)}`, `p95 ${milliseconds(p95!)}`, `p99 ${milliseconds(p99!)}`].join('   ');
}

const milliseconds = (value: number): string => `${whole(Math.round(value))} ms`;

function limitLines({ limited, wayOut }: Run): string[] {
  if (limited === 0) return [];
  return ['', `The gateway refused ${whole(limited)} requests by its limit, and they were sent again later. ${wayOut}`];
}

function listLines(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_SHORTFALLS).map((line) => `  ${line}`);
  const more = lines.length - shown.length;
  return ['', `${title} (${whole(lines.length)})`, ...shown, ...(more > 0 ? [`  … and ${whole(more)} more`] : [])];
}
