import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_BYTES, MAX_ROWS, sendBatchOf, type OutboxRow } from './send-batch.js';

const row = (id: number, topic = 'a', bytes = 10): OutboxRow => ({
  id: String(id),
  topic,
  key: Buffer.from('key'),
  value: Buffer.alloc(bytes),
  headers: '{}',
});
const anyRows = fc
  .array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom(10, 1_000, 200_000, 600_000)), {
    minLength: 1,
    maxLength: 1_200,
  })
  .map((list) => list.map(([topic, bytes], at) => row(at, topic, bytes)));
const ofTopic = (rows: readonly OutboxRow[], topic: string) => rows.filter((r) => r.topic === topic);

describe('sendBatchOf', () => {
  it("takes a prefix of each topic's rows, so that no message overtakes another of its key", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        for (const topic of ['a', 'b']) {
          const sent = ofTopic(sendBatchOf(rows), topic);
          expect(sent).toEqual(ofTopic(rows, topic).slice(0, sent.length));
        }
      }),
    );
  });

  it('sends at least one row of each topic, at most 500, and at most 512 KiB unless one row alone is larger', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        for (const topic of new Set(rows.map((r) => r.topic))) {
          const sent = ofTopic(sendBatchOf(rows), topic);
          expect(sent.length).toBeGreaterThan(0);
          expect(sent.length).toBeLessThanOrEqual(MAX_ROWS);
          const bytes = sent.reduce((sum, { value }) => sum + value!.length, 0);
          if (sent.length > 1) expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
        }
      }),
    );
  });

  it('fills a send: 1,000 small rows take two', () => {
    const rows = Array.from({ length: 1_000 }, (_, at) => row(at));
    expect(sendBatchOf(rows)).toHaveLength(500);
    expect(sendBatchOf(rows.slice(500))).toHaveLength(500);
  });

  it('counts keys and headers too', () => {
    const heavy = (id: number): OutboxRow => ({
      ...row(id),
      headers: JSON.stringify({ stack: 'x'.repeat(200_000) }),
      key: Buffer.alloc(100_000),
    });
    expect(sendBatchOf([heavy(1), heavy(2)])).toHaveLength(1);
  });
});
