import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

const read = (...args: string[]) => readOptions(['node', 'orderflow', 'bench', ...args]);

describe('the options', () => {
  it('measure everything but growth and scaling three times when there are none', () => {
    expect(read()).toEqual({
      only: ['accept', 'consume', 'flow', 'latency'],
      rounds: 3,
      scale: 1,
      publish: false,
      page: 'performance',
      smoke: false,
    });
  });

  it('choose measurements', () => {
    expect(read('--only', 'accept, growth', '--rounds', '5')).toMatchObject({ only: ['accept', 'growth'], rounds: 5 });
  });

  it('name the page that shows what is measured', () => {
    expect([read('--only', 'growth'), read('--only', 'scaling')].map((options) => options?.page)).toEqual([
      'performance',
      'scaling',
    ]);
  });

  it.each([
    ['--only', 'speed', '--only: there is no measurement "speed"'],
    ['--only', 'flow,scaling', '--only: scaling has a page of its own'],
    ['--rounds', '0', '--rounds 0 is no whole number above 0'],
    ['--scale', 'half', '--scale half is no number above 0, 10 at most'],
    ['--fast', '', 'There is no option --fast'],
  ])('name what is wrong: %s %s', (option, value, message) => {
    expect(() => read(option, value)).toThrow(message);
  });
});
