import { type Terminal } from '@orderflow/cli';
import { ActionableError } from '@orderflow/platform';
import { cac } from 'cac';
import { check } from './commands/check.js';
import { publish } from './commands/publish.js';
import { release } from './commands/release.js';

/** The tool's commands, as `--help` shows them. */
export async function program(terminal: Terminal, argv: readonly string[]): Promise<void> {
  const cli = cac('orderflow contracts');
  cli.command('check', 'Compare the contracts with those of the last release').action(() => check(terminal));
  cli
    .command('release', 'Take the contracts as they are now for released')
    .option('--retire <contract>', 'Forget a version whose last event is gone; may be given several times')
    .example('  npm run contracts:release -- --retire ORDER_CREATED.v1')
    .action(({ retire = [] }: { retire?: string | string[] }) => release([retire].flat(), terminal));
  cli
    .command('publish', 'Register the contracts with the schema registry of SCHEMA_REGISTRY_URL')
    .action(() => publish(terminal));
  cli.help();
  try {
    cli.parse([...argv], { run: false });
    if (cli.options.help) return;
    if (!cli.matchedCommand) throw unknownCommand(cli.args[0]);
    await cli.runMatchedCommand();
  } catch (error) {
    throw isUsageError(error) ? new ActionableError(error.message, HELP) : error;
  }
}

const HELP = 'See: node tools/cli/bin/orderflow.mjs contracts --help';

/** cac's own: it exports no class to tell them by. */
const isUsageError = (error: unknown): error is Error => error instanceof Error && error.name === 'CACError';

function unknownCommand(name: string | undefined): ActionableError {
  return new ActionableError(name === undefined ? 'Which command?' : `There is no command "${name}"`, HELP);
}
