import { writeFile } from 'node:fs/promises';
import { ActionableError, dataDirectory } from '@orderflow/platform';
import { type Span, svgOf, textOf, traceNamed, tracesOfOrder, waterfallOf } from '@orderflow/tracing';
import { type Terminal } from '../terminal/terminal.js';
import { traceStoreIn } from '../traces/keep-traces.js';

export interface TraceOptions {
  /** A file for the picture; of an order with several traces it shows the first. */
  readonly svg?: string;
}

/** Where there is no terminal, such as in a pipe. */
const COLUMNS = 140;
const TRACE_ID = /^[\da-f]{32}$/;

/** Prints the waterfall of an order, by its id, or of any trace, by the id that log lines and problems name. */
export async function trace(id: string, { svg }: TraceOptions, terminal: Terminal, env = process.env): Promise<void> {
  const spans = await traceStoreIn(dataDirectory(env)).read();
  const found = TRACE_ID.test(id)
    ? [traceNamed(spans, id)].filter((one) => one !== undefined)
    : tracesOfOrder(spans, id);
  if (found.length === 0) throw unknown(id, spans);
  const waterfalls = found.map(waterfallOf);
  for (const [at, waterfall] of waterfalls.entries()) {
    if (at > 0) terminal.line();
    for (const line of textOf(waterfall, process.stdout.columns ?? COLUMNS)) terminal.line(line);
  }
  if (svg === undefined) return;
  await writeFile(svg, svgOf(waterfalls[0]!, `npm run trace -- ${id}`));
  terminal.line(`\nThe picture is in ${svg}`);
}

function unknown(id: string, spans: readonly Span[]): ActionableError {
  if (spans.length === 0) {
    return new ActionableError(
      'No traces are kept here',
      'Start the system with: npm start -- --traces; then order something',
    );
  }
  return new ActionableError(
    `None of the ${spans.length} spans that are kept belongs to ${id}`,
    'Spans come a second or two after their end: try again. Orders from before npm start -- --traces, and very old ones, have none',
  );
}
