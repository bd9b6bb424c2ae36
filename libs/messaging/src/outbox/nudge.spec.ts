import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Nudge } from './nudge.js';

describe('Nudge', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const settled = async (wait: Promise<void>): Promise<boolean> => {
    let done = false;
    void wait.then(() => (done = true));
    await jest.advanceTimersByTimeAsync(0);
    return done;
  };

  it('waits for its time when nobody nudges', async () => {
    const wait = new Nudge().wait(1_000);
    await jest.advanceTimersByTimeAsync(999);
    expect(await settled(wait)).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(await settled(wait)).toBe(true);
  });

  it('ends the wait at a nudge, and leaves no timer behind', async () => {
    const nudge = new Nudge();
    const wait = nudge.wait(1_000);
    nudge.now();
    expect(await settled(wait)).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not miss a nudge that comes between two waits', async () => {
    const nudge = new Nudge();
    nudge.now();
    expect(await settled(nudge.wait(1_000))).toBe(true);
  });

  it('waits again after a nudge: many nudges are one', async () => {
    const nudge = new Nudge();
    nudge.now();
    nudge.now();
    await nudge.wait(1_000);
    expect(await settled(nudge.wait(1_000))).toBe(false);
  });
});
