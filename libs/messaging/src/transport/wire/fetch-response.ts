import type { KafkaMessage } from 'kafkajs';
import { ByteReader } from './byte-reader.js';
import { readRecordBatches } from './record-batch.js';

/** As kafkajs has it. */
export interface FetchResponse {
  readonly throttleTime: number;
  readonly clientSideThrottleTime: number;
  readonly errorCode: number;
  readonly sessionId: number;
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly FetchedPartition[];
  }[];
}

interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly lastStartOffset: string;
  readonly abortedTransactions: readonly never[];
  readonly preferredReadReplica: number;
  readonly messages: readonly KafkaMessage[];
}

/** Versions 11, which every broker since Kafka 2.3 knows. */
export const FETCH_VERSION = 11;

/** Undefined when it holds something that is not read here; see `readRecordBatches`. */
export function readFetchResponse(bytes: Buffer): FetchResponse | undefined {
  const reader = new ByteReader(bytes);
  const clientSideThrottleTime = reader.int32();
  const errorCode = reader.int16();
  const sessionId = reader.int32();
  const responses = [];
  for (let topics = reader.int32(); topics > 0; topics--) {
    const topicName = reader.text();
    const partitions = [];
    for (let left = reader.int32(); left > 0; left--) {
      const partition = readPartition(reader);
      if (!partition) return undefined;
      partitions.push(partition);
    }
    responses.push({ topicName, partitions });
  }
  // Since KIP-219 the broker has not throttled this request, but asks the client to wait.
  return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
}

function readPartition(reader: ByteReader): FetchedPartition | undefined {
  const partition = reader.int32();
  const errorCode = reader.int16();
  const [highWatermark, lastStableOffset, lastStartOffset] = [reader.int64(), reader.int64(), reader.int64()].map(
    String,
  );
  const aborted = reader.int32();
  if (aborted > 0) return undefined;
  const preferredReadReplica = reader.int32();
  const size = reader.int32();
  const messages = readRecordBatches(new ByteReader(reader.take(Math.max(0, size))));
  return (
    messages && {
      partition,
      errorCode,
      highWatermark: highWatermark!,
      lastStableOffset: lastStableOffset!,
      lastStartOffset: lastStartOffset!,
      abortedTransactions: [],
      preferredReadReplica,
      messages,
    }
  );
}
