import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Watchdog } from './watchdog.js';

describe('Watchdog', () => {
  const stuck: string[] = [];
  let watchdog: Watchdog;
  beforeEach(() => {
    jest.useFakeTimers();
    stuck.length = 0;
    watchdog = new Watchdog((place) => stuck.push(place), 60_000);
  });
  afterEach(() => {
    watchdog.stop();
    jest.useRealTimers();
  });

  it('tells of a chunk that is under way for more than a minute', () => {
    watchdog.started('orders[0]');
    jest.advanceTimersByTime(60_000);
    expect(stuck).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(stuck).toEqual(['orders[0]']);
  });

  it('is quiet about a partition that is always busy, yet gets on', () => {
    for (let chunk = 0; chunk < 10; chunk++) {
      watchdog.started('orders[0]');
      jest.advanceTimersByTime(50_000);
      watchdog.finished('orders[0]');
    }
    expect(stuck).toEqual([]);
  });

  it('names the stuck partition, not those that go on beside it', () => {
    watchdog.started('orders[0]');
    watchdog.started('orders[1]');
    watchdog.finished('orders[1]');
    jest.advanceTimersByTime(61_000);
    expect(stuck).toEqual(['orders[0]']);
  });

  it('does not count the time in which the whole process was stopped', () => {
    watchdog.started('orders[0]');
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_600_000);
    jest.advanceTimersByTime(10_000);
    clock.mockRestore();
    expect(stuck).toEqual([]);
  });

  it('leaves no timer behind when it is stopped', () => {
    watchdog.stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});
