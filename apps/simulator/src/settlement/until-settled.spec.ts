import { describe, expect, it } from '@jest/globals';
import { untilSettled } from './until-settled.js';

/** One order ends every `everyMs`, the first `ends` of ten. */
async function waited({
  everyMs,
  ends,
  interruptAtMs = Infinity,
  heldUntilMs = 0,
}: {
  everyMs: number;
  ends: number;
  interruptAtMs?: number;
  heldUntilMs?: number;
}) {
  let time = 0;
  const ledger = {
    get ended() {
      return Math.min(ends, Math.floor(time / everyMs));
    },
    get openCount() {
      return 10 - this.ended;
    },
  };
  const interruption = new AbortController();
  const clock = {
    now: () => time,
    sleep: (ms: number) => {
      time += ms;
      if (time >= interruptAtMs) interruption.abort();
      return Promise.resolve();
    },
  };
  await untilSettled(ledger, {
    clock,
    withoutProgressMs: 30_000,
    held: () => time < heldUntilMs,
    graceMs: 5_000,
    interrupted: interruption.signal,
  });
  return time;
}

describe('the wait for orders to settle', () => {
  it('ends with the last one, as long as they come', async () => {
    expect(await waited({ everyMs: 20_000, ends: 10 })).toBe(200_000);
  });

  it('ends when none has come for a while', async () => {
    expect(await waited({ everyMs: 1_000, ends: 4 })).toBe(34_000);
  });

  it('goes on while nobody may be asked', async () => {
    expect(await waited({ everyMs: 100_000, ends: 1, heldUntilMs: 60_000 })).toBe(89_950);
  });

  it('is short after an interruption', async () => {
    expect(await waited({ everyMs: 1_000, ends: 4, interruptAtMs: 2_000 })).toBe(7_000);
  });
});
