import { describe, expect, it } from '@jest/globals';
import { NonRetryableError } from '../errors.js';
import { describeError } from './parked-event.js';

describe('describeError', () => {
  it("answers the error's own code, else its class", () => {
    expect(describeError(new NonRetryableError('no', { code: 'STOCK.GONE' })).code).toBe('STOCK.GONE');
    expect(describeError(new RangeError('no')).code).toBe('RangeError');
    expect(describeError('a thrown text')).toMatchObject({ code: 'Error', message: 'a thrown text' });
  });

  it('cuts the stack at 8 KiB', () => {
    const error = new Error('x'.repeat(100_000));
    const { message, stack } = describeError(error);
    expect(message).toHaveLength(8 * 1024);
    expect(stack).toHaveLength(8 * 1024);
  });

  it('holds no U+0000, which a database refuses', () => {
    expect(describeError(new Error('a\0b')).message).toBe('a\uFFFDb');
  });
});
