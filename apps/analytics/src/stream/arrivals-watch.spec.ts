import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Arrivals } from '../event-log/arrivals.repository.js';
import { ArrivalsWatch } from './arrivals-watch.js';

const noon = Date.parse('2026-01-01T12:00:00Z');

/** The log, as a look sees it: what each of these transactions has written, unless it is told. */
let written: Map<string, number>;
let seconds: number;
let looks: { readonly since: Date | undefined; readonly told: readonly string[] }[];

const log = {
  look: (since: Date | undefined, told: readonly string[]): Promise<Arrivals> => {
    looks.push({ since, told });
    const writers = [...written.keys()].filter((writer) => !told.includes(writer));
    const total = writers.reduce((sum, writer) => sum + written.get(writer)!, 0);
    return Promise.resolve({
      at: new Date(noon + seconds * 1_000),
      byType: { ANY: total },
      sample: [],
      own: [],
      writers,
    });
  },
};

let watch: ArrivalsWatch;
beforeEach(() => {
  [written, seconds, looks] = [new Map([['7', 100]]), 0, []];
  watch = new ArrivalsWatch(log);
});

const lookAt = async (second: number) => {
  seconds = second;
  return (await watch.look())?.byType;
};

describe('ArrivalsWatch', () => {
  it('tells nothing of what was there before', async () => {
    expect(await lookAt(0)).toBeUndefined();
    expect(await lookAt(1)).toBeUndefined();
  });

  it('tells what each transaction has written once', async () => {
    await lookAt(0);
    written.set('9', 5);
    expect(await lookAt(1)).toEqual({ ANY: 5 });
    written.set('8', 2); // began before the other, and commits after it
    expect(await lookAt(2)).toEqual({ ANY: 2 });
    expect(await lookAt(3)).toBeUndefined();
  });

  it('looks from the look before on, by the clock of the database', async () => {
    await lookAt(0);
    await lookAt(4);
    await lookAt(60);
    const at = (second: number) => new Date(noon + second * 1_000);
    expect(looks.map(({ since }) => since)).toEqual([undefined, at(0), at(4)]);
  });

  it('remembers transactions for as long as their rows are looked at, and no longer', async () => {
    await lookAt(0);
    written.set('8', 1);
    await lookAt(3);
    await lookAt(6);
    written.clear(); // out of sight
    await lookAt(9);
    await lookAt(12);
    await lookAt(15);
    expect(looks.map(({ told }) => told)).toEqual([[], ['7'], ['7', '8'], ['7', '8'], ['8'], []]);
  });
});
