import { describe, expect, it } from '@jest/globals';
import { type Clock } from '../clock.js';
import { type Step } from '../orders/script.js';
import { openLoop } from './open-loop.js';

/** Time passes only while somebody sleeps, or by what a step takes to begin. */
class FakeClock implements Clock {
  time = 1_000;
  now = () => this.time;
  sleep = (ms: number) => {
    this.time += ms;
    return Promise.resolve();
  };
}

const steps = [0, 20, 40, 400].map((at): Step => ({
  at,
  kind: 'normal',
  method: 'POST',
  path: '/orders',
  headers: {},
  body: {},
}));

async function begun(beginTakesMs: number, speed = 1, abortAfter = Infinity) {
  const clock = new FakeClock();
  const ending = new AbortController();
  const times: { due: number; began: number }[] = [];
  const begin = (_step: Step, dueAt: number) => {
    times.push({ due: dueAt - 1_000, began: clock.time - 1_000 });
    clock.time += beginTakesMs;
    if (times.length === abortAfter) ending.abort();
  };
  await openLoop(steps, begin, { clock, speed, signal: ending.signal });
  return times;
}

describe('an open loop', () => {
  it('begins each step when it is due', async () => {
    expect(await begun(0)).toEqual([0, 20, 40, 400].map((at) => ({ due: at, began: at })));
  });

  it('catches up when it is late, and tells when each was due', async () => {
    expect(await begun(50)).toEqual([
      { due: 0, began: 0 },
      { due: 20, began: 50 },
      { due: 40, began: 100 },
      { due: 400, began: 400 },
    ]);
  });

  it('is faster by its speed', async () => {
    expect((await begun(0, 4)).map(({ began }) => began)).toEqual([0, 5, 10, 100]);
  });

  it('begins nothing more when it is interrupted', async () => {
    expect(await begun(0, 1, 2)).toHaveLength(2);
  });
});
