import { describe, expect, it } from '@jest/globals';
import { type ActionableError } from './actionable-error.js';
import { readOptions } from './options.js';
import { USUAL_MIX } from './orders/mix.js';

const read = (...args: string[]) => readOptions(['node', 'orderflow', 'simulate', ...args], {});
function refusal(...args: string[]): ActionableError {
  try {
    read(...args);
  } catch (error) {
    return error as ActionableError;
  }
  throw new Error('accepted');
}

describe('the options', () => {
  it('send a thousand orders at 50 a second to the gateway when there are none', () => {
    const options = read()!;
    expect(options.source).toMatchObject({ from: 'chance', rate: 50, count: 1_000, mix: USUAL_MIX });
    expect(options.url.href).toBe('http://127.0.0.1:3000/');
    expect(options).not.toHaveProperty('record');
    expect(options).not.toHaveProperty('scenario');
  });

  it('follow PORT_BASE, as npm start does', () => {
    expect(readOptions(['node', 'orderflow', 'simulate'], { PORT_BASE: '4100' })!.url.port).toBe('4100');
  });

  it('say what is sent', () => {
    const options = read('--rate', '0.5', '--count', '3', '--seed', '7', '--mix', 'normal=1', '--record', '2026')!;
    expect(options.source).toMatchObject({ rate: 0.5, count: 3, seed: 7, mix: { normal: 1, malformed: 0 } });
    expect(options.record).toBe('2026');
  });

  it('replay a file', () => {
    expect(read('--replay', 'a.jsonl', '--speed', '2', '--same-keys')!.source).toEqual({
      from: 'file',
      file: 'a.jsonl',
      speed: 2,
      sameKeys: true,
    });
  });

  it.each([
    [['--rate', 'fast'], '--rate fast is not accepted', '--rate takes a number from 0.01 to 5000'],
    [['--rate', '0'], '--rate 0 is not accepted', '--rate takes a number'],
    [['--rate'], '--rate without a value is not accepted', '--rate takes a number'],
    [['--rate', '1', '--rate', '2'], '--rate 1,2 is not accepted', '--rate takes a number'],
    [['--count', '1.5'], '--count 1.5 is not accepted', '--count takes a whole number from 1 to 1000000'],
    [['--seed=-1'], '--seed -1 is not accepted', '--seed takes a whole number from 0 to 4294967295'],
    [['--mix', 'lost=5'], '--mix lost=5 is not accepted', 'the kinds are normal, insufficient, wrong-quote'],
    [['--scenario', 'flood'], '--scenario flood is not accepted', '--scenario takes break-payments'],
    [['--url', 'localhost'], '--url localhost is not accepted', '--url takes an address such as http://127.0.0.1:3000'],
    [['--url', 'ftp://a'], '--url ftp://a is not accepted', '--url takes an address'],
    [['--record'], '--record without a value is not accepted', '--record takes the name of one file'],
    [['--speed', '2'], '--speed 2 means nothing without --replay', '--replay FILE'],
    [['--same-keys'], '--same-keys true means nothing without --replay', '--replay FILE'],
    [['--replay', 'a', '--rate', '5'], '--rate 5 means nothing with --replay', '--speed'],
    [['--fast'], 'There is no option --fast', '--help'],
    [['-x'], 'There is no option -x', '--help'],
    [['100'], '"100" is no option', '--help'],
  ])('are refused: %j', (args, message, remedy) => {
    const { message: told, remedy: way, exitCode } = refusal(...args);
    expect(told).toContain(message);
    expect(way).toContain(remedy);
    expect(exitCode).toBe(2);
  });
});
