import { describe, expect, it } from '@jest/globals';
import { isRunning, recordOf } from './identity.js';

describe('a recorded process', () => {
  it('is recognised while it runs', () => {
    expect(isRunning(recordOf(process.pid))).toBe(true);
  });

  it('is not mistaken for another program that has its pid by now', () => {
    expect(isRunning({ pid: process.pid, command: 'java kafka.Kafka' })).toBe(false);
  });

  it('is gone when nothing has its pid', () => {
    expect(isRunning({ pid: 2 ** 22 + 1, command: 'java kafka.Kafka' })).toBe(false);
  });
});
