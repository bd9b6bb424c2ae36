// Kafka's record batch, message format v2 (KIP-98; https://kafka.apache.org/documentation/#recordbatch).
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import crc32c from 'kafkajs/src/protocol/recordBatch/crc32C/index.js';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { readHeaders } from './record-headers.js';

const MAGIC = 2;
/** In every format. */
const MAGIC_AT = 16;
const NONE = -1;
const [COMPRESSION, LOG_APPEND_TIME, TRANSACTIONAL, CONTROL] = [0x07, 0x08, 0x10, 0x20];

/** Writes messages of one partition; those without a timestamp get `now`, in milliseconds since 1970. */
export function writeRecordBatch(writer: ByteWriter, messages: readonly Message[], now: number): void {
  const timestamps = messages.map(({ timestamp }) => Number(timestamp ?? now));
  writer.int64(0); // the broker gives the offsets
  const batchLength = writer.int32Later();
  const start = writer.length;
  writer.int32(0); // partition leader epoch
  writer.int8(MAGIC);
  const checksum = writer.int32Later();
  const checked = writer.length;
  writer.int16(0); // attributes
  writer.int32(messages.length - 1);
  writer.int64(timestamps[0]!);
  writer.int64(timestamps.reduce((a, b) => Math.max(a, b)));
  writer.int64(NONE); // producer id
  writer.int16(NONE); // producer epoch
  writer.int32(NONE); // sequence
  writer.int32(messages.length);
  messages.forEach((message, at) => {
    writer.withVarintLength(() => writeRecord(writer, message, timestamps[at]! - timestamps[0]!, at));
  });
  checksum(crc32c(writer.written(checked)));
  batchLength(writer.length - start);
}

function writeRecord(writer: ByteWriter, message: Message, timestampDelta: number, offsetDelta: number): void {
  writer.int8(0); // attributes
  writer.varint(timestampDelta);
  writer.varint(offsetDelta);
  writer.varintBytes(message.key ?? null);
  writer.varintBytes(message.value);
  writeHeaders(writer, message.headers ?? {});
}

/** A header with several values is written once for each. */
function writeHeaders(writer: ByteWriter, headers: IHeaders): void {
  const names = Object.keys(headers);
  let count = 0;
  for (const name of names) {
    const value = headers[name];
    count += Array.isArray(value) ? value.length : 1;
  }
  writer.varint(count);
  for (const name of names) {
    const value = headers[name];
    for (const one of Array.isArray(value) ? value : [value]) {
      writer.varintBytes(name);
      writer.varintBytes(one ?? null);
    }
  }
}

/**
 * Reads the records of one partition as kafkajs has them; an incomplete batch at the end, where the broker has cut, is
 * left out. Undefined when there is one of a kind that is not read here: of an older format, compressed, transactional.
 */
export function readRecordBatches(reader: ByteReader): KafkaMessage[] | undefined {
  const records: KafkaMessage[] = [];
  while (reader.left > MAGIC_AT) {
    if (reader.peek(MAGIC_AT) !== MAGIC) return undefined;
    if (reader.left < BATCH_OVERHEAD) break;
    const firstOffset = Number(reader.int64());
    const length = reader.int32();
    if (reader.left < length) break;
    const end = reader.left - length;
    reader.int32(); // partition leader epoch
    reader.int8(); // the magic byte
    reader.int32(); // the checksum: TCP has one, and the disk is the broker's concern
    const attributes = reader.int16();
    if ((attributes & (COMPRESSION | TRANSACTIONAL | CONTROL)) !== 0) return undefined;
    reader.int32(); // last offset delta
    const first = Number(reader.int64());
    const last = Number(reader.int64());
    reader.take(PRODUCER_BYTES);
    const count = reader.int32();
    const timestampOf = (attributes & LOG_APPEND_TIME) !== 0 ? () => last : (delta: number) => first + delta;
    for (let at = 0; at < count; at++) records.push(readRecord(reader, firstOffset, timestampOf));
    if (reader.left !== end) throw new RangeError('the records of a batch are not as long as it says');
  }
  return records;
}

/** The fields of a batch before its records. */
const BATCH_OVERHEAD = 61;
/** Producer id, epoch and sequence. */
const PRODUCER_BYTES = 14;

function readRecord(reader: ByteReader, firstOffset: number, timestampOf: (delta: number) => number): KafkaMessage {
  reader.varint(); // length
  const attributes = reader.int8();
  const timestamp = String(timestampOf(reader.varint()));
  const offset = String(firstOffset + reader.varint());
  const key = reader.varintBytes();
  const value = reader.varintBytes();
  return { attributes, timestamp, offset, key, value, headers: readHeaders(reader) };
}
