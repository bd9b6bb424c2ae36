import { join } from 'node:path';
import { endOnSignal, table, type Terminal } from '@orderflow/cli';
import { ActionableError, dataDirectory } from '@orderflow/platform';
import { cac } from 'cac';
import { KINDS } from './faults/index.js';
import { chaosOptions, latencyOptions, type RawOptions } from './options.js';
import { latencyRows, measurePoisonLatency } from './poison-latency/index.js';
import { faultTable, findingTable } from './report.js';
import { holds, runChaos } from './run.js';
import { ChaosSystem } from './system/chaos-system.js';

/** The tool's commands, as `--help` shows them. The exit code is 1 when a guarantee did not hold. */
export async function program(terminal: Terminal, argv: readonly string[]): Promise<void> {
  const cli = cac('npm run chaos --');
  cli
    .command('', 'Post orders while faults are injected, then examine what became of them')
    .option('--orders <count>', 'How many (default: 20000)')
    .option('--rate <count>', 'Orders a second at most (default: 200)')
    .option('--faults <kinds>', `all, or some of ${[...KINDS.keys()].join(',')} (default: all)`)
    .option('--seed <number>', 'The same orders and faults again (default: by chance)')
    .option('--outage <seconds>', 'How long Kafka is away (default: 10s)')
    .option('--settle <seconds>', 'How long the system may take to become quiet (default: 180s)')
    .option('--break <guarantee>', 'inbox, outbox or park: break it, to see that the oracle notices')
    .action((raw: Partial<RawOptions>) => chaos(raw, terminal));
  cli
    .command('poison-latency', 'Measure how long healthy orders take, without poison and with 1 %')
    .option('--orders <count>', 'How many (default: 3000)')
    .option('--rate <count>', 'Orders a second (default: 50)')
    .action((raw: Partial<RawOptions>) => poisonLatency(raw, terminal));
  cli.help((sections) => [
    ...sections,
    { title: 'Faults', body: [...KINDS].map(([name, about]) => `  ${name.padEnd(16)} ${about}`).join('\n') },
  ]);
  try {
    cli.parse([...argv], { run: false });
    if (!cli.options.help) await cli.runMatchedCommand();
  } catch (error) {
    throw isUsageError(error) ? new ActionableError(error.message, 'See: npm run chaos -- --help') : error;
  }
}

/** cac's own: it exports no class to tell them by. */
const isUsageError = (error: unknown): error is Error => error instanceof Error && error.name === 'CACError';

/** Emptied at each start; never the one of `npm start`. */
const directory = () => join(dataDirectory(), 'chaos');

async function chaos(raw: Partial<RawOptions>, terminal: Terminal): Promise<void> {
  const options = chaosOptions(raw);
  const outcome = await runChaos(options, directory(), terminal, endOnSignal().signal);
  if (!outcome) throw endedEarly('Nothing was examined');
  for (const line of ['', ...faultTable(outcome.faults), '', ...findingTable(outcome.findings), ''])
    terminal.line(line);
  if (holds(outcome)) terminal.line(`Everything held; --seed ${options.seed}`);
  else
    throw new ActionableError(
      `Not everything held; --seed ${options.seed}`,
      `Data and logs are kept in ${directory()}`,
    );
}

async function poisonLatency(raw: Partial<RawOptions>, terminal: Terminal): Promise<void> {
  const options = latencyOptions(raw);
  const { signal } = endOnSignal();
  const system = await ChaosSystem.start(directory(), terminal, signal);
  try {
    const latency = await Promise.race([measurePoisonLatency(system, options, terminal), rejectedBy(signal)]);
    for (const line of ['', ...table(latencyRows(latency))]) terminal.line(line);
  } finally {
    await system.stop();
  }
}

const endedEarly = (remedy: string) => new ActionableError('Ended early', remedy);

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(endedEarly('Nothing was measured')), { once: true });
  });
}
