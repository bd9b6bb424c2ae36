import { describe, expect, it } from '@jest/globals';
import { type Clock } from '../clock.js';
import { BreakPayments, timingFor } from './break-payments.js';
import { type Payments } from './payments.js';

/** Dead letters come as long as the provider is broken, and one that was under way dies after it is mended. */
class FakePayments {
  broken = false;
  dead = 0;
  readonly done: string[] = [];
  private late = 1;
  failing = false;

  provider = () => Promise.resolve({ name: 'built-in', broken: this.broken });
  setBroken = (broken: boolean) => {
    this.done.push(broken ? 'break' : 'mend');
    this.broken = broken;
    return Promise.resolve();
  };
  deadLetters = () => {
    if (this.failing) return Promise.reject(new Error('transaction is down'));
    this.dead += this.broken ? 10 : 0;
    return Promise.resolve(this.dead);
  };
  redrive = () => {
    this.done.push(`redrive ${this.dead}`);
    const redriven = this.dead;
    this.dead = this.late;
    this.late = 0;
    return Promise.resolve({ matching: redriven, redriven });
  };
}

function onStage(abortAt = Infinity) {
  const payments = new FakePayments();
  const told: string[] = [];
  const ending = new AbortController();
  let time = 0;
  const clock: Clock = {
    now: () => time,
    sleep: (ms, signal) => {
      if (!signal?.aborted) time += ms;
      if (time >= abortAt) ending.abort();
      return Promise.resolve();
    },
  };
  const stage = {
    payments: payments as unknown as Payments,
    clock,
    tell: (line: string) => told.push(line),
    revenue: () => '9.99 USD',
  };
  const run = () => new BreakPayments(stage).run({ breakAfterMs: 5_000, brokenForMs: 10_000 }, ending.signal);
  return { payments, told, run };
}

describe('break-payments', () => {
  it('breaks, mends, and redrives until nothing is dead', async () => {
    const { payments, told, run } = onStage();
    await run();
    expect(payments.done).toEqual(['break', 'mend', 'redrive 40', 'redrive 1', 'redrive 0', 'redrive 0']);
    expect(told[0]).toBe('   5.0 s  The payment provider is broken: its key is revoked. Revenue 9.99 USD');
    expect(told).toContain('   7.0 s  Broken. Dead letters 10, revenue 9.99 USD');
    expect(told).toContain('  15.0 s  The payment provider is mended. Dead letters 40, revenue 9.99 USD');
    expect(told).toContain('  15.0 s  Redriven: 40 dead letters');
  });

  it('mends first when it is interrupted, and redrives what has died', async () => {
    const { payments, run } = onStage(9_000);
    await run();
    expect(payments.done.slice(0, 3)).toEqual(['break', 'mend', 'redrive 20']);
  });

  it('breaks nothing when it is interrupted before', async () => {
    const { payments, run } = onStage(5_000);
    await run();
    expect(payments.done).toEqual([]);
  });

  it('mends when the story cannot be told', async () => {
    const { payments, run } = onStage();
    payments.failing = true;
    await expect(run()).rejects.toThrow('transaction is down');
    expect(payments.done).toEqual(['break', 'mend']);
  });

  it('is not begun on a remote provider, or on one that is broken', async () => {
    const { payments } = onStage();
    payments.broken = true;
    await expect(BreakPayments.prepare(payments as unknown as Payments)).rejects.toThrow('is broken already');
    payments.provider = () => Promise.resolve({ name: 'http', broken: false });
    await expect(BreakPayments.prepare(payments as unknown as Payments)).rejects.toThrow('only the built-in one');
  });

  it('takes part of a run that is too short for it', () => {
    expect(timingFor(20_000)).toEqual({ breakAfterMs: 5_000, brokenForMs: 10_000 });
    expect(timingFor(4_000)).toEqual({ breakAfterMs: 1_000, brokenForMs: 2_000 });
  });
});
