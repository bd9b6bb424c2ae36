import { describe, expect, it } from '@jest/globals';
import { lastWords, parseLogLine, prettyLogLine } from './log-line.js';

const line = (level: number, msg: string, more: object = {}) =>
  JSON.stringify({ level, time: '2026-11-21T02:33:40.354Z', msg, ...more });

describe('a line of a log', () => {
  it('is shown to people by its time, level and message', () => {
    expect(prettyLogLine(line(40, 'The outbox is at its bound'))).toBe('02:33:40.354 WARN  The outbox is at its bound');
  });

  it('names the cause beside the message, once', () => {
    expect(parseLogLine(line(50, 'Not sent', { err: { message: 'refused' } }))?.message).toBe('Not sent: refused');
    expect(parseLogLine(line(50, 'refused', { err: { message: 'refused' } }))?.message).toBe('refused');
  });

  it.each(['    at main (main.js:1:1)', '42', '{"level":"high"}', ''])(
    'that no logger wrote stays as it is: %j',
    (text) => {
      expect(parseLogLine(text)).toBeUndefined();
      expect(prettyLogLine(text)).toBe(text);
    },
  );
});

describe('the last words of a log', () => {
  it('are the line that says why, not the stack below it', () => {
    expect(lastWords('started\nError: no such file\n    at main (main.js:1:1)\n}\n\nNode.js v20.20.2\n')).toBe(
      'Error: no such file',
    );
  });

  it('are the message of the last record', () => {
    expect(lastWords(`${line(30, 'started')}\n${line(60, 'The database is gone')}\n`)).toBe('The database is gone');
  });

  it('of an empty log are none', () => {
    expect(lastWords('')).toBe('');
  });
});
