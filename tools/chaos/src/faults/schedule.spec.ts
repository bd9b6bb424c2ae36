import { describe, expect, it } from '@jest/globals';
import { Random } from '../random.js';
import { type ChaosSystem } from '../system/chaos-system.js';
import { type Fault } from './fault.js';
import { FaultSchedule } from './schedule.js';

const system = {} as ChaosSystem;
const forever = new AbortController().signal;

const scheduleOf = (faults: readonly Fault[], seed = 1) => new FaultSchedule(faults, new Random(seed), [0, 0]);

const fault = (name: string, inject: Fault['inject'] = () => Promise.resolve('done')): Fault => ({
  name,
  about: '',
  seconds: 5,
  inject,
});

describe('FaultSchedule', () => {
  it('injects each fault once, in an order that the seed decides', async () => {
    const faults = ['a', 'b', 'c'].map((name) => fault(name));
    const orderOf = async (seed: number) => {
      const schedule = scheduleOf(faults, seed);
      await schedule.run(system, forever, () => undefined);
      return schedule.injected.map(({ name }) => name);
    };
    const [first, second] = await Promise.all([orderOf(1), orderOf(1)]);
    expect(first).toEqual(second);
    expect(first.toSorted()).toEqual(['a', 'b', 'c']);
  });

  it.each([1, 2, 3, 4])('begins with what lasts until the orders are through (seed %i)', async (seed) => {
    const lasting = { ...fault('lasting'), heal: () => Promise.resolve() };
    const schedule = scheduleOf([fault('a'), fault('b'), fault('c'), lasting], seed);
    await schedule.run(system, forever, () => undefined);
    expect(schedule.injected[0]).toMatchObject({ name: 'lasting' });
  });

  it('goes on after a fault that did not heal, and tells it', async () => {
    const failing = fault('a', () => Promise.reject(new Error('it stayed down')));
    const schedule = scheduleOf([failing, fault('b')]);
    await schedule.run(system, forever, () => undefined);
    expect(schedule.injected.toSorted((a, b) => a.name.localeCompare(b.name))).toMatchObject([
      { name: 'a', ok: false, done: 'it stayed down' },
      { name: 'b', ok: true },
    ]);
  });

  it('knows about how long it goes on', async () => {
    const schedule = scheduleOf([fault('a'), fault('b')]);
    expect(schedule.secondsLeft).toBeGreaterThanOrEqual(10);
    await schedule.run(system, forever, () => undefined);
    expect(schedule.secondsLeft).toBe(0);
  });
});
