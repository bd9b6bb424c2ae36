import { systemClock } from './clock.js';
import { interruption } from './interruption.js';
import { readOptions } from './options.js';
import { Screen } from './report/screen.js';
import { simulate } from './simulation.js';

/**
 * Runs the simulator's command line, behind the word `simulate`. Exit codes: 0 when everything came to the end that its
 * kind asks for, 1 when something did not, 2 when the command line is wrong.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const screen = new Screen();
  try {
    const options = readOptions(argv, process.env);
    if (!options) return;
    const run = Date.now().toString(36);
    const fulfilled = await simulate(options, { screen, clock: systemClock, interrupted: interruption(), run });
    process.exitCode = fulfilled ? 0 : 1;
  } catch (error) {
    screen.fail(error instanceof Error ? error : new Error(String(error)));
    process.exitCode = error instanceof Error && 'exitCode' in error ? Number(error.exitCode) : 1;
  }
}
