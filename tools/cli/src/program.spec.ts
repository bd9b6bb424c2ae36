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
    [['rewind', 'gateway', '--to', 'beginning'], 'Gateway reads no events'],
    [['rewind', 'inventory'], 'Back to when? There is no --to'],
    [['rewind', 'inventory', '--to', 'yesterday'], '--to yesterday is no time'],
    [['rewind', 'inventory', '--to', '9999-01-01T00:00:00Z'], '--to 9999-01-01T00:00:00Z is in the future'],
    [['token'], 'For whom?'],
    [['order', '--item', 'ITEM-001', '--quantity', '1', '--quantity', '2'], 'There are more quantities than items'],
  ])('%j is refused: %s', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });
});
