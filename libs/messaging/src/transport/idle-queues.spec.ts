import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { restIdleQueues } from './idle-queues.js';

describe('restIdleQueues', () => {
  let queue: RequestQueue;
  beforeEach(() => {
    jest.useFakeTimers();
    restIdleQueues();
    queue = new RequestQueue({ maxInFlightRequests: null, requestTimeout: 1_000, logger: { debug: () => undefined } });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const push = (sendRequest: () => void) =>
    queue.push({ entry: { correlationId: 1 }, expectResponse: true, sendRequest });

  it('looks no more after a connection on which nothing waits', () => {
    queue.checkPendingRequests();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('sends what waits for the end of a throttling', () => {
    const send = jest.fn();
    queue.throttledUntil = Date.now() + 500;
    push(send);
    jest.advanceTimersByTime(499);
    expect(send).not.toHaveBeenCalled();
    jest.advanceTimersByTime(2);
    expect(send).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
