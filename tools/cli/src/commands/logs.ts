import { readFileSync } from 'node:fs';
import { ActionableError, dataDirectory, services } from '@orderflow/platform';
import { follow } from '../system/follow.js';
import { prettyLogLine } from '../system/log-line.js';
import { logFileOf } from '../system/service-process.js';
import { endOnSignal } from '../terminal/end-on-signal.js';
import { type Terminal } from '../terminal/terminal.js';

const LOGS: readonly string[] = [...services.map(({ name }) => name), 'kafka', 'postgresql', 'registry'];

export interface LogsOptions {
  /** Goes on as lines are written, until Ctrl-C. */
  readonly follow?: boolean;
  /** How many of the last lines. */
  readonly lines: number;
}

/** Prints the end of a log, or of all services' logs with the name before each line. */
export async function logs(name: string | undefined, options: LogsOptions, terminal: Terminal): Promise<void> {
  if (name !== undefined && !LOGS.includes(name)) {
    throw new ActionableError(`There is no log of "${name}"`, `There are: ${LOGS.join(', ')}`);
  }
  const names = name === undefined ? services.map((service) => service.name) : [name];
  const width = Math.max(...names.map(({ length }) => length));
  const { signal } = endOnSignal();
  const shown = names.map((one) => {
    const file = logFileOf(dataDirectory(), one);
    const prefix = name === undefined ? `${one.padEnd(width)}  ` : '';
    const show = (line: string) => terminal.line(prefix + prettyLogLine(line));
    const text = read(file);
    lastLines(text, options.lines).forEach(show);
    return options.follow ? follow(file, signal, show, Buffer.byteLength(text)) : Promise.resolve();
  });
  await Promise.all(shown);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function lastLines(text: string, count: number): string[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.slice(Math.max(0, lines.length - count));
}
