import { describe, expect, it, jest } from '@jest/globals';
import { ConnectionLost } from './errors.js';
import { GroupCommit, QueueFull } from './group-commit.js';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('GroupCommit', () => {
  /** Answers each number doubled; each write waits until it is let go. */
  const held = (options: { maxBatch?: number; maxQueue?: number } = {}) => {
    const writes: { items: readonly number[]; go: () => void }[] = [];
    const group = new GroupCommit<number, number>({
      maxBatch: 100,
      maxQueue: 1_000,
      ...options,
      write: (items) =>
        new Promise((resolve) => writes.push({ items, go: () => resolve(items.map((item) => item * 2)) })),
    });
    return { group, writes };
  };
  const turn = () => new Promise(setImmediate);

  it('writes a lone item at once', async () => {
    const { group, writes } = held();
    const result = group.submit(21);
    await turn();
    expect(writes.map(({ items }) => items)).toEqual([[21]]);
    writes[0]!.go();
    await expect(result).resolves.toBe(42);
  });

  it('shares one write among what comes while another is under way, and answers each its own', async () => {
    const { group, writes } = held();
    const first = group.submit(0);
    await turn();
    const others = numbers(50).map((n) => group.submit(n));
    await turn();
    expect(writes).toHaveLength(1);
    writes[0]!.go();
    await first;
    await turn();
    expect(writes[1]!.items).toEqual(numbers(50));
    writes[1]!.go();
    await expect(Promise.all(others)).resolves.toEqual(numbers(50).map((n) => n * 2));
  });

  it('writes no more than its bound at a time', async () => {
    const { group, writes } = held({ maxBatch: 4 });
    const all = Promise.all(numbers(10).map((n) => group.submit(n)));
    for (let at = 0; at < 3; at++) {
      await turn();
      writes[at]!.go();
    }
    await expect(all).resolves.toHaveLength(10);
    expect(writes.map(({ items }) => items.length)).toEqual([4, 4, 2]);
  });

  it('refuses more than its queue holds, and takes more when there is room again', async () => {
    const { group, writes } = held({ maxQueue: 2 });
    const first = group.submit(0);
    await turn();
    const waiting = [group.submit(1), group.submit(2)];
    await expect(group.submit(3)).rejects.toThrow(QueueFull);
    writes[0]!.go();
    await first;
    await turn();
    const later = group.submit(4);
    writes[1]!.go();
    await Promise.all(waiting);
    await turn();
    writes[2]!.go();
    await expect(later).resolves.toBe(8);
  });

  it('fails only the item that is to blame', async () => {
    const written: number[] = [];
    const group = new GroupCommit<number, number>({
      maxBatch: 100,
      maxQueue: 100,
      write: (items) => {
        if (items.includes(5)) throw new RangeError('5 is not written');
        written.push(...items);
        return Promise.resolve(items);
      },
    });
    const results = await Promise.allSettled(numbers(10).map((n) => group.submit(n)));
    expect(results.map(({ status }) => status === 'rejected')).toEqual(numbers(10).map((n) => n === 5));
    expect(written).toEqual(numbers(10).filter((n) => n !== 5));
  });

  it('writes again when the answer to its COMMIT is lost', async () => {
    const write = jest
      .fn<(items: readonly number[]) => Promise<readonly number[]>>()
      .mockRejectedValueOnce(new ConnectionLost(new Error('cut')))
      .mockImplementation((items) => Promise.resolve(items));
    const group = new GroupCommit({ write, maxBatch: 10, maxQueue: 10 });
    await expect(Promise.all([group.submit(1), group.submit(2)])).resolves.toEqual([1, 2]);
    expect(write.mock.calls).toEqual([[[1, 2]], [[1, 2]]]);
  });

  it('gives up on a database that stays away, and works again when it is back', async () => {
    let away = true;
    let attempts = 0;
    const write = (items: readonly number[]) => {
      attempts++;
      return away ? Promise.reject(new ConnectionLost(new Error('away'))) : Promise.resolve(items);
    };
    const group = new GroupCommit({ write, maxBatch: 10, maxQueue: 10 });
    await expect(group.submit(1)).rejects.toThrow(ConnectionLost);
    expect(attempts).toBe(4);
    away = false;
    await expect(group.submit(2)).resolves.toBe(2);
  });

  it('drains: resolves when everything that was submitted is settled', async () => {
    const { group, writes } = held({ maxBatch: 1 });
    const settled: number[] = [];
    for (const n of numbers(3)) void group.submit(n).then((result) => settled.push(result));
    const drained = group.drain();
    for (const at of numbers(3)) {
      await turn();
      writes[at]!.go();
    }
    await drained;
    expect(settled).toEqual([0, 2, 4]);
    await expect(group.drain()).resolves.toBeUndefined();
  });
});
