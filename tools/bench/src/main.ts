import { cpus, release, totalmem, type as systemName } from 'node:os';
import { join } from 'node:path';
import { endOnSignal, refuseUnbuilt, table, Terminal } from '@orderflow/cli';
import { services } from '@orderflow/platform';
import { MEASUREMENTS } from './measurements/index.js';
import { sizesAt } from './measurements/sizes.js';
import { type Options, readOptions } from './options.js';
import { rowsOf } from './report/format.js';
import { type MeasurementResult, type Report } from './report/result.js';
import { publish, writeReport } from './report/write.js';
import { measure } from './rounds.js';
import { smokeTest } from './smoke.js';
import { Bench } from './stage/bench.js';
import { warmUpBroker } from './stage/warm-up.js';

/** Runs the benchmark of a command line; a failure is one clear line and an exit code that is not 0. */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = new Terminal();
  try {
    const options = readOptions(argv);
    if (options) await run(options, terminal);
  } catch (error) {
    terminal.fail(error);
    process.exitCode = 1;
  }
}

async function run(options: Options, terminal: Terminal): Promise<void> {
  refuseUnbuilt(services);
  const { signal } = endOnSignal();
  const bench = await Bench.open({ observer: terminal, signal, smoke: options.smoke });
  try {
    const { rounds, scale } = options.smoke ? SMOKE : options;
    const sizes = sizesAt(scale);
    await Promise.all([warmUpBroker(bench.brokers, sizes.brokerWarmUpMessages), bench.templates.make(0)]);
    const chosen = options.smoke ? smokeTest : MEASUREMENTS.filter(({ name }) => options.only.includes(name));
    const results: MeasurementResult[] = [];
    for (const measurement of chosen) {
      results.push(await measure(bench, measurement, rounds, sizes));
    }
    const report: Report = {
      measuredAt: new Date().toISOString(),
      machine: { ...machine(), ...(await bench.versions()) },
      rounds,
      scale,
      measurements: results,
    };
    print(report, terminal);
    const files = await (options.publish
      ? publish(report, options.page)
      : writeReport(report, join(bench.directory, 'report'), options.page));
    terminal.line(`\nWritten: ${files.join(', ')}`);
    if (results.some(({ entrants }) => entrants.some(({ wrong }) => wrong))) process.exitCode = 1;
  } finally {
    await bench.close();
  }
}

const SMOKE = { rounds: 1, scale: 0.005 };

function print({ measurements }: Report, terminal: Terminal): void {
  for (const result of measurements) {
    terminal.line(`\n${result.title}`);
    for (const line of table(rowsOf(result))) terminal.line(`  ${line}`);
  }
}

const machine = () => ({
  processors: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${systemName()} ${release()}`,
});
