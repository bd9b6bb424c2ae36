import type { Message } from 'kafkajs';
import { ByteWriter } from './byte-writer.js';
import { writeRecordBatch } from './record-batch.js';

/** What kafkajs hands over to be encoded. */
export interface ProduceParameters {
  readonly acks: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly topicData: readonly TopicData[];
  readonly compression?: number;
  readonly transactionalId?: string | null;
  /** -1, or a bigint-like object of kafkajs: that of an idempotent producer. */
  readonly producerId?: unknown;
}

interface TopicData {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly messages: readonly Message[] }[];
}

/** What a message takes beside its key and value: its headers, mostly. */
const ENVELOPE_BYTES = 768;

/** Whether it is of the kind that is written here: uncompressed, and of a producer without an id. */
export const isPlain = ({ compression, transactionalId, producerId }: ProduceParameters): boolean =>
  !compression && !transactionalId && Number(producerId ?? -1) === -1;

/** The body of a Produce request, versions 3 to 8. */
export function produceRequest({ acks, timeout, topicData }: ProduceParameters): Buffer {
  const writer = new ByteWriter(topicData.reduce((sum, topic) => sum + sizeOf(topic), 64));
  const now = Date.now();
  writer.text(null); // transactional id
  writer.int16(acks);
  writer.int32(timeout);
  writer.int32(topicData.length);
  for (const { topic, partitions } of topicData) {
    writer.text(topic);
    writer.int32(partitions.length);
    for (const { partition, messages } of partitions) {
      writer.int32(partition);
      const size = writer.int32Later();
      const start = writer.length;
      writeRecordBatch(writer, messages, now);
      size(writer.length - start);
    }
  }
  return writer.written();
}

/** Roughly. */
function sizeOf({ partitions }: TopicData): number {
  const messages = partitions.flatMap((partition) => partition.messages);
  return messages.reduce(
    (sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0) + ENVELOPE_BYTES,
    256,
  );
}
