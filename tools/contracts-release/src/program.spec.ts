import { describe, expect, it } from '@jest/globals';
import { Terminal } from '@orderflow/cli';
import { program } from './program.js';

class Printed extends Terminal {
  readonly lines: string[] = [];
  override line(text = ''): void {
    this.lines.push(text);
  }
}

const run = async (...args: string[]) => {
  const terminal = new Printed();
  await program(terminal, ['node', 'contracts', ...args]);
  return terminal.lines;
};

it('check says that the contracts hold', async () => {
  expect((await run('check'))[0]).toMatch(/^All \d+ released contracts hold$/);
});

describe('a command line that is wrong', () => {
  it.each([
    [[], 'Which command?'],
    [['chekc'], 'There is no command "chekc"'],
    [['check', '--fast'], 'Unknown option `--fast`'],
    [['release', '--retire', 'ORDER_CREATED'], 'ORDER_CREATED is not released'],
    [['release', '--retire', 'ORDER_CONFIRMED.v1'], 'ORDER_CONFIRMED.v1 is still in the catalogue'],
  ])('%j is refused: %s', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });
});
