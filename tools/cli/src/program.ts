import { ActionableError } from '@orderflow/platform';
import { cac } from 'cac';
import { doctor } from './commands/doctor.js';
import { exec } from './commands/exec.js';
import { logs } from './commands/logs.js';
import { order } from './commands/order.js';
import { platform } from './commands/platform.js';
import { rebuild } from './commands/rebuild.js';
import { reset } from './commands/reset.js';
import { type RewindOptions, rewind } from './commands/rewind.js';
import { type StartOptions, start } from './commands/start.js';
import { status } from './commands/status.js';
import { stop } from './commands/stop.js';
import { test } from './commands/test.js';
import { token } from './commands/token.js';
import { type TraceOptions, trace } from './commands/trace.js';
import { type Terminal } from './terminal/terminal.js';

/** An option that may be given several times comes as one value or as a list, and cac makes numbers of what looks so. */
type Repeated = string | number | readonly (string | number)[] | undefined;

/** The commands, as `--help` shows them. */
export async function program(terminal: Terminal, argv: readonly string[]): Promise<void> {
  const cli = cac('orderflow');
  cli
    .command('start [...services]', 'Start the platform and all services, or only those named; Ctrl-C stops them')
    .option('--only <services>', 'Only these, separated by commas')
    .option('--registry', 'With a schema registry, as large as Kafka in memory')
    .option('--secure', 'Kafka with TLS, passwords and permissions')
    .option('--traces', 'Keep traces, for: npm run trace')
    .action((services: string[], { only, registry, secure, traces }: { only?: string } & StartOptions) =>
      start([...services, ...splitList(only)], { registry, secure, traces }, terminal),
    );
  cli
    .command('stop [...services]', 'Stop services of the running system, or all of it')
    .action((services: string[]) => stop(services, terminal));
  cli.command('status', 'Show what runs, where and how well').action(() => status(terminal));
  cli
    .command('logs [service]', 'Show the last lines of a log: of a service, kafka, postgresql or registry')
    .option('-f, --follow', 'Go on as lines are written')
    .option('-n, --lines <count>', 'How many lines', { default: 50 })
    .action((name: string | undefined, options: { follow?: boolean; lines: number }) => logs(name, options, terminal));
  cli
    .command('order', 'Place an order and follow it until it is settled')
    .option('--item <id>', 'An item; may be given several times')
    .option('--quantity <count>', 'How many of the item in the same place')
    .option('--customer <id>', 'Who orders')
    .example('  npm run order -- --item ITEM-003 --quantity 2')
    .action(({ item, quantity, customer }: { item: Repeated; quantity: Repeated; customer: Repeated }) =>
      order({ items: textsOf(item), quantities: textsOf(quantity), customer: textsOf(customer)[0] }, terminal),
    );
  cli
    .command('token', 'Print a token for the REST API, signed with AUTH_SECRET')
    .option('--customer <id>', 'Of a customer, who orders and sees its own orders')
    .option('--admin', 'Of an administrator, who may do everything')
    .option('--scopes <list>', 'What it allows (default: orders:read orders:write; with --admin: admin)')
    .option('--ttl <time>', 'How long it is valid', { default: '1h' })
    .example('  npm run -s token -- --customer CUST-123')
    .action(({ customer, admin, scopes, ttl }: Record<string, Repeated> & { admin?: boolean }) =>
      token({ customer: textsOf(customer)[0], admin, scopes: textsOf(scopes)[0], ttl: textsOf(ttl)[0]! }, terminal),
    );
  cli
    .command('trace <id>', 'Show the trace of an order, or one by its own id, as a waterfall')
    .option('--svg <file>', 'Draw it too')
    .example('  npm run trace -- <order id> --svg order.svg')
    .action((id: string, { svg }: TraceOptions) => trace(id, { svg }, terminal));
  cli
    .command('test [...projects]', 'Run the tests of all projects, or of those named')
    .action((projects: string[]) => test(projects, terminal));
  cli
    .command('platform', 'Run Kafka and PostgreSQL alone, in the foreground')
    .option('--secure', 'Kafka with TLS, passwords and permissions')
    .action(({ secure }: { secure?: boolean }) => platform({ secure }, terminal));
  cli
    .command('exec <service>', 'Run what stands behind -- with the settings of a service, once the platform serves')
    .example('  orderflow exec inventory -- node apps/inventory/dist/main.js')
    .action((service: string, options: { '--': string[] }) => exec(service, options['--']));
  cli
    .command(
      'rewind <service>',
      'Let a service read again what was published since a time; its inbox skips what it has',
    )
    .option('--to <time>', 'An ISO 8601 time, or "beginning"')
    .option('--yes', 'Do not ask')
    .example('  npm run rewind -- inventory --to 2026-01-31T12:00:00Z')
    .action((service: string, { to, yes }: { to: string | number | undefined; yes?: boolean }) =>
      rewind(service, { to: to === undefined ? to : String(to), yes } satisfies RewindOptions, terminal),
    );
  cli.command('rebuild', 'Count the event log of analytics anew').action(() => rebuild(terminal));
  cli
    .command('reset', 'Clear all orders, events, logs and traces')
    .option('--yes', 'Do not ask')
    .action((options: { yes?: boolean }) => reset(options, terminal));
  cli.command('doctor', 'Say what this machine lacks, and how to get it').action(() => doctor(terminal));
  cli.help();
  cli.parse([...argv], { run: false });
  if (cli.options.help) return;
  if (!cli.matchedCommand) throw unknownCommand(cli.args[0]);
  await cli.runMatchedCommand();
}

const splitList = (text = '') =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

const textsOf = (value: Repeated): string[] => (value === undefined ? [] : [value].flat().map(String));

function unknownCommand(name: string | undefined): ActionableError {
  const what = name === undefined ? 'Which command?' : `There is no command "${name}"`;
  return new ActionableError(what, 'See: node tools/cli/bin/orderflow.mjs --help');
}
