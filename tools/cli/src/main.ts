import { Terminal } from './terminal/terminal.js';
import { program } from './program.js';

/** Runs the command of a command line; a failure is one clear line and an exit code that is not 0. */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = new Terminal();
  try {
    await program(terminal, argv);
  } catch (error) {
    terminal.fail(error);
    process.exitCode = 1;
  }
}
