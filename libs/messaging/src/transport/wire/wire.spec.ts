import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import kafkajs, { type IHeaders, type KafkaMessage, type Message } from 'kafkajs';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import fetchV11 from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import produceV3 from 'kafkajs/src/protocol/requests/produce/v3/request.js';
import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { readFetchResponse } from './fetch-response.js';
import { keyPartitioner, murmur2 } from './partitioner.js';
import { isPlain, produceRequest } from './produce-request.js';
import { readRecordBatches, writeRecordBatch } from './record-batch.js';

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const text = fc.string({ unit: 'binary', maxLength: 200 });
const large = fc.integer({ min: 8_000, max: 20_000 }).map((size) => Buffer.alloc(size, 'x'));
const now = Date.UTC(2026, 0, 1);

function messagesWith(headerName: fc.Arbitrary<string>): fc.Arbitrary<Message[]> {
  const value = fc.oneof(text, bytes);
  const values = fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 3 }));
  const headers = fc
    .array(fc.tuple(headerName, values), { maxLength: 6 })
    .map((entries) => Object.fromEntries(entries) as IHeaders);
  const timestamp = fc.integer({ min: 0, max: 2 ** 45 }).map(String);
  const message = { key: fc.option(bytes), value: fc.option(fc.oneof(bytes, large)), headers, timestamp };
  return fc.array(fc.record(message, { requiredKeys: ['value'] }), { minLength: 1, maxLength: 8 });
}

const usualName = fc.oneof(
  fc.constantFrom('ce_id', 'ce_type', 'ce_time'),
  fc.string({ unit: 'binary', minLength: 30 }),
);
const usual = messagesWith(usualName);
/** kafkajs loses a header whose name every object knows. */
const messages = messagesWith(fc.oneof(usualName, fc.constantFrom('', '__proto__', 'toString', 'constructor')));

const asBytes = (value: Buffer | string | undefined): string => Buffer.from((value ?? '') as string).toString('hex');
/** All that a consumer sees, whether kafkajs or we have read it: kafkajs leaves the values of headers as bytes. */
const seen = ({ key, value, headers: given = {}, timestamp }: Pick<Message, keyof KafkaMessage & keyof Message>) => ({
  key,
  value,
  timestamp,
  headers: Object.entries(given).map(([header, values]) => [header, [values].flat().map(asBytes)]),
});

function batchOf(list: readonly Message[]): Buffer {
  const writer = new ByteWriter(16);
  writeRecordBatch(writer, list, now);
  return Buffer.from(writer.written());
}

/** A Fetch response with one partition, as a broker sends it. */
function responseOf(records: Buffer): Buffer {
  const writer = new ByteWriter(64);
  writer.int32(0);
  writer.int16(0);
  writer.int32(7);
  writer.int32(1);
  writer.text('order-events');
  writer.int32(1);
  writer.int32(3);
  writer.int16(0);
  for (const offset of [40, 40, 0]) writer.int64(offset);
  writer.int32(0);
  writer.int32(-1);
  writer.int32(records.length);
  return Buffer.concat([writer.written(), records]);
}

const request = (list: readonly Message[]) => ({
  acks: -1,
  timeout: 30_000,
  topicData: [{ topic: 'order-events', partitions: [{ partition: 3, messages: list }] }],
});

describe('record batches', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(messages, (list) => {
        const read = readRecordBatches(new ByteReader(batchOf(list)))!;
        expect(read.map(seen)).toEqual(list.map((m) => seen({ timestamp: String(now), ...m, key: m.key ?? null })));
        expect(read.map(({ offset }) => offset)).toEqual(list.map((_, at) => String(at)));
      }),
    );
  });

  it('are what kafkajs reads', async () => {
    await fc.assert(
      fc.asyncProperty(usual, async (list) => {
        const response = responseOf(batchOf(list));
        const theirs = await fetchV11.decode(response);
        const ours = readFetchResponse(response)!;
        const records = ours.responses[0]!.partitions[0]!.messages;
        expect(theirs.responses[0]!.partitions[0]!.messages.map(seen)).toEqual(records.map(seen));
        const rest = (decoded: object) =>
          JSON.parse(JSON.stringify(decoded, (key, value: unknown) => (key === 'messages' ? [] : value))) as unknown;
        expect(rest(ours)).toEqual(rest(theirs));
      }),
    );
  });

  it('are read as kafkajs writes them', async () => {
    const plain = messages.map((list) => list.map((m) => ({ ...m, timestamp: String(now) })));
    await fc.assert(
      fc.asyncProperty(plain, async (list) => {
        const encoded = await produceV3(request(list)).encode();
        const records = new ByteReader(encoded.buffer);
        records.take(2 + 2 + 4 + 4);
        records.text();
        records.take(4 + 4);
        const read = readRecordBatches(new ByteReader(records.take(records.int32())))!;
        expect(read.map(seen)).toEqual(list.map((m) => seen({ ...m, key: m.key ?? null })));
      }),
    );
  });

  it('leave out what the broker has cut off', () => {
    const [first, second] = [batchOf([{ value: 'a' }]), batchOf([{ value: 'b' }])];
    for (let cut = 1; cut < second.length; cut++) {
      const read = readRecordBatches(new ByteReader(Buffer.concat([first, second.subarray(0, cut)])))!;
      expect(read.map(({ value }) => value!.toString())).toEqual(['a']);
    }
  });

  it.each([
    ['compressed', 0x01],
    ['transactional', 0x10],
    ['for control', 0x20],
  ])('are left to kafkajs when they are %s', (_, attributes) => {
    const batch = batchOf([{ value: 'a' }]);
    batch.writeInt16BE(attributes, 21);
    expect(readRecordBatches(new ByteReader(batch))).toBeUndefined();
    expect(readFetchResponse(responseOf(batch))).toBeUndefined();
  });

  it('are left to kafkajs in an older format, however short', async () => {
    const writer = new ByteWriter(64);
    writer.int64(7); // offset
    writer.int32(16); // size: checksum, magic byte 0, attributes, no key, a value of two bytes
    writer.int32(0);
    writer.int8(0);
    writer.int8(0);
    writer.int32(-1);
    writer.int32(2);
    writer.int16(0x6f6b);
    const response = responseOf(Buffer.from(writer.written()));
    expect(readFetchResponse(response)).toBeUndefined();
    const theirs = await fetchV11.decode(response);
    expect(theirs.responses[0]!.partitions[0]!.messages.map(({ value }) => value!.toString())).toEqual(['ok']);
  });

  it('give the time at which the broker got them where the topic says so', () => {
    const batch = batchOf([
      { value: 'a', timestamp: '5' },
      { value: 'b', timestamp: '9' },
    ]);
    batch.writeInt16BE(0x08, 21);
    expect(readRecordBatches(new ByteReader(batch))!.map(({ timestamp }) => timestamp)).toEqual(['9', '9']);
  });
});

describe('produceRequest', () => {
  it('is byte for byte what kafkajs writes, but for the sequence of a producer that has none', async () => {
    const plain = messages.map((list) =>
      list.map((m) => ({ ...m, key: m.key ?? null, headers: m.headers ?? {}, timestamp: String(now) })),
    );
    const parameters = { producerId: -1, producerEpoch: -1, firstSequence: -1 };
    await fc.assert(
      fc.asyncProperty(plain, async (list) => {
        const [topic] = request(list).topicData;
        const topicData = [{ ...topic!, partitions: topic!.partitions.map((p) => ({ ...p, firstSequence: -1 })) }];
        const theirs = await produceV3({ ...request(list), ...parameters, topicData }).encode();
        expect(produceRequest(request(list)).toString('hex')).toBe(theirs.buffer.toString('hex'));
      }),
    );
  });

  it.each([{ compression: 1 }, { transactionalId: 't' }, { producerId: 5n }])('is left to kafkajs: %j', (special) => {
    expect(isPlain({ ...request([]), ...special })).toBe(false);
    expect(isPlain({ ...request([]), producerId: -1 })).toBe(true);
  });
});

describe('varints', () => {
  it('are those of kafkajs', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
        const writer = new ByteWriter(1);
        writer.varint(value);
        expect(writer.written()).toEqual(new Encoder().writeVarInt(value).buffer);
      }),
    );
  });

  it('hold a timestamp', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), (value) => {
        const writer = new ByteWriter(1);
        writer.varint(value);
        expect(new ByteReader(Buffer.from(writer.written())).varint()).toBe(value);
      }),
    );
  });
});

describe('keyPartitioner', () => {
  const metadata = (count: number) =>
    Array.from({ length: count }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 1,
      replicas: [1],
      isr: [1],
    }));

  it("puts keys where kafkajs' own puts them", () => {
    const [ours, theirs] = [keyPartitioner(), kafkajs.Partitioners.DefaultPartitioner()];
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 64 }), (key, partitions) => {
        const choice = { topic: 't', partitionMetadata: metadata(partitions), message: { key, value: '' } };
        expect(ours(choice)).toBe(theirs(choice));
      }),
    );
  });

  it("hashes as Java's clients do", () => {
    // From Kafka's UtilsTest.testMurmur2.
    const known = { '21': -973932308, foobar: -790332482, 'a-little-bit-long-string': -985981536, abc: 479470107 };
    for (const [key, hash] of Object.entries(known)) expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('spreads messages without a key', () => {
    const partition = keyPartitioner();
    const choice = { topic: 't', partitionMetadata: metadata(3), message: { value: '' } };
    expect(new Set([1, 2, 3].map(() => partition(choice))).size).toBe(3);
  });
});
