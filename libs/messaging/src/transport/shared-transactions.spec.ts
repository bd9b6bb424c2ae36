import { beforeEach, describe, expect, it } from '@jest/globals';
import { TryAgainLater } from '../errors.js';
import type { Incoming } from '../unit-of-work/incoming.js';
import { SharedTransactions } from './shared-transactions.js';

interface Transaction {
  readonly offsets: readonly string[];
  end(error?: Error): void;
}

describe('transactions that chunks share', () => {
  let begun: Transaction[];
  let shared: SharedTransactions;
  beforeEach(() => {
    begun = [];
    shared = new SharedTransactions(
      {
        process: (chunk) =>
          new Promise((resolve, reject) => {
            const offsets = chunk.map(({ message }) => message.offset);
            begun.push({ offsets, end: (error) => (error ? reject(error) : resolve()) });
          }),
      },
      5,
    );
  });

  const chunk = (offsets: string, topic = 'orders') =>
    [...offsets].map((offset) => ({ message: { topic, offset } })) as unknown as Incoming[];
  const process = (offsets: string, { topic = 'orders', alone = false, begin = (): void => undefined } = {}) =>
    shared.process(chunk(offsets, topic), alone, begin).then(
      () => 'committed',
      (error: Error) => error.message,
    );
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
  const offsets = () => begun.map((transaction) => transaction.offsets.join(''));

  it('are of all that becomes ready in one turn', async () => {
    const outcomes = [process('12'), process('3')];
    await nextTurn();
    expect(offsets()).toEqual(['123']);
    begun[0]!.end();
    expect(await Promise.all(outcomes)).toEqual(['committed', 'committed']);
  });

  it('are two at a time; what becomes ready meanwhile shares the next', async () => {
    for (const each of '1234') {
      void process(each);
      await nextTurn();
    }
    expect(offsets()).toEqual(['1', '2']);
    begun[1]!.end();
    await nextTurn();
    expect(offsets()).toEqual(['1', '2', '34']);
  });

  it('hold at most so many events, or the one chunk that is larger', async () => {
    void process('123');
    void process('456');
    await nextTurn();
    expect(offsets()).toEqual(['123', '456']);
    void process('1234567');
    void process('8');
    begun[0]!.end();
    await nextTurn();
    expect(offsets()).toEqual(['123', '456', '1234567']);
  });

  it('are of one topic each', async () => {
    void process('1');
    void process('2', { topic: 'payments' });
    await nextTurn();
    expect(offsets()).toEqual(['1', '2']);
  });

  it('are not shared by a chunk that wants to be alone', async () => {
    void process('1');
    void process('2', { alone: true });
    void process('3');
    await nextTurn();
    expect(offsets()).toEqual(['1', '2']);
    begun[0]!.end();
    await nextTurn();
    expect(offsets()).toEqual(['1', '2', '3']);
  });

  it('fail for all that share them', async () => {
    const outcomes = [process('1'), process('2')];
    await nextTurn();
    begun[0]!.end(new TryAgainLater('the database is away'));
    expect(await Promise.all(outcomes)).toEqual(['the database is away', 'the database is away']);
  });

  it('leave behind whose partition is given up, and only that', async () => {
    const begin = () => {
      throw new TryAgainLater('given up');
    };
    const outcomes = [process('1', { begin }), process('2')];
    await nextTurn();
    expect(offsets()).toEqual(['2']);
    begun[0]!.end();
    expect(await Promise.all(outcomes)).toEqual(['given up', 'committed']);
  });
});
