import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MessagingSizes, Sizes } from '@orderflow/messaging';
import { Metrics } from './metrics.js';
import { SizeMetrics } from './size-metrics.js';

const SIZES: Sizes = { outbox: 3, oldestSeconds: 1.5, rejected: 0, inbox: 100, retrying: 2, dead: 1 };

describe('the sizes of messaging', () => {
  const read = jest.fn<MessagingSizes['read']>();
  let metrics: Metrics;
  beforeEach(() => {
    jest.useFakeTimers();
    read.mockReset().mockResolvedValue(SIZES);
    metrics = new Metrics({ name: 'sample', title: 'Sample' });
    new SizeMetrics(metrics, { read } as Pick<MessagingSizes, 'read'> as MessagingSizes);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** The lines of samples, without their common label. */
  const samples = async () =>
    (await metrics.scrape())
      .split('\n')
      .filter((line) => line.startsWith('orderflow_'))
      .map((line) => line.replace(/,?service="sample"/, '').replace('{}', ''));

  it('are read once for all who scrape within a second', async () => {
    await Promise.all([samples(), samples()]);
    jest.advanceTimersByTime(999);
    await samples();
    expect(read).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(2);
    await samples();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('are read by one at a time, however long it takes', async () => {
    let answer: (sizes: Sizes) => void = () => undefined;
    read.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const first = samples();
    jest.advanceTimersByTime(1_500);
    const second = samples();
    answer(SIZES);
    expect(await second).toEqual(await first);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('are absent while they cannot be read, and come back', async () => {
    const all = await samples();
    expect(all).toEqual([
      'orderflow_parked_events{state="retrying"} 2',
      'orderflow_parked_events{state="dead"} 1',
      'orderflow_outbox_events 3',
      'orderflow_outbox_oldest_age_seconds 1.5',
      'orderflow_outbox_rejected_events 0',
      'orderflow_inbox_events 100',
    ]);
    read.mockRejectedValueOnce(new Error('away'));
    jest.advanceTimersByTime(1_001);
    expect(await samples()).toEqual([]);
    jest.advanceTimersByTime(1_001);
    expect(await samples()).toEqual(all);
  });
});
