import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { PartitionPauses } from './partition-pauses.js';

const PLACE = 'orders[0]';

describe('PartitionPauses', () => {
  let pauses: PartitionPauses;
  let resume: jest.Mock<() => void>;
  const rest = (offset: string) => pauses.rest(PLACE, offset, 'the database is away', () => resume);
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(1);
    Logger.overrideLogger(false);
    pauses = new PartitionPauses();
    resume = jest.fn();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
    Logger.overrideLogger(['log', 'error', 'warn', 'debug', 'verbose', 'fatal']);
  });

  it('rests longer with each failure of the same chunk, up to 10 s', () => {
    const waits = Array.from({ length: 8 }, () => {
      rest('7');
      const before = jest.now();
      jest.advanceTimersToNextTimer();
      return jest.now() - before;
    });
    expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
    expect(pauses.attempts(PLACE, '7')).toBe(8);
  });

  it('resumes by itself and lets other partitions be', () => {
    rest('7');
    expect([pauses.has(PLACE), pauses.has('orders[1]')]).toEqual([true, false]);
    jest.advanceTimersByTime(200);
    expect(pauses.has(PLACE)).toBe(false);
    expect(resume).toHaveBeenCalledTimes(1);
  });

  it('counts from the beginning for another chunk, and after a success', () => {
    rest('7');
    expect(pauses.attempts(PLACE, '8')).toBe(0);
    pauses.succeeded(PLACE);
    expect(pauses.attempts(PLACE, '7')).toBe(0);
  });

  it('lets a partition that is assigned anew go on at once: a pause survives in kafkajs, its reason does not', () => {
    rest('7');
    pauses.forget();
    expect(resume).toHaveBeenCalledTimes(1);
    expect([pauses.has(PLACE), pauses.attempts(PLACE, '7')]).toEqual([false, 0]);
    jest.advanceTimersByTime(10_000);
    expect(resume).toHaveBeenCalledTimes(1);
  });

  it('leaves no timer behind when it is stopped', () => {
    rest('7');
    pauses.stop();
    expect(jest.getTimerCount()).toBe(0);
    expect(resume).not.toHaveBeenCalled();
  });
});
