import { Terminal } from '@orderflow/cli';
import { program } from './program.js';

/** Runs the tool's command line, behind the word `contracts`; a failure says what to do, with an exit code that is not 0. */
export async function main([node, script, , ...args]: readonly string[]): Promise<void> {
  const terminal = new Terminal();
  try {
    await program(terminal, [node!, script!, ...args]);
  } catch (error) {
    terminal.fail(error);
    process.exitCode = 1;
  }
}
