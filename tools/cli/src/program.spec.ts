import { describe, expect, it } from '@jest/globals';
import { program } from './program.js';
import { Terminal } from './terminal/terminal.js';

const run = (...args: string[]) => program(new Terminal(), ['node', 'orderflow', ...args]);

describe('a command line that is wrong', () => {
  it.each([
    [['strat'], 'There is no command "strat"'],
    [[], 'Which command?'],
    [['start', '--only', 'nothing'], 'There is no service "nothing"'],
    [['logs', 'nothing'], 'There is no log of "nothing"'],
    [['status', '--fast'], 'Unknown option `--fast`'],
    [['exec', 'inventory'], 'There is no command to run'],
    [['order', '--item', 'ITEM-001', '--quantity', '1', '--quantity', '2'], 'There are more quantities than items'],
  ])('%j is refused: %s', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });
});
