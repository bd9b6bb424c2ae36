import { HttpStatus } from '@nestjs/common';
import { KafkaUnavailable, UnknownPartition, UnknownTopic } from '@orderflow/messaging/topics';
import { invalidRequest, Problem } from '@orderflow/service';

const RETRY_AFTER_SECONDS = 5;

/** @throws Problem where the error is one that the client may see, else the error */
export function problemOf(error: unknown): never {
  if (error instanceof KafkaUnavailable) throw kafkaUnavailable(error);
  if (error instanceof UnknownTopic) throw topicNotFound(error);
  if (error instanceof UnknownPartition) {
    const { topic, partition, count } = error;
    const message = `must be a partition of ${topic}, from 0 to ${count - 1}`;
    throw invalidRequest([{ field: 'partition', value: partition, message }]);
  }
  throw error;
}

const kafkaUnavailable = ({ message }: KafkaUnavailable): Problem =>
  new Problem({
    status: HttpStatus.SERVICE_UNAVAILABLE,
    code: 'KAFKA.UNAVAILABLE',
    detail: `Kafka is not available: ${message}`,
    retryAfter: RETRY_AFTER_SECONDS,
  });

const topicNotFound = ({ message }: UnknownTopic): Problem =>
  new Problem({ status: HttpStatus.NOT_FOUND, code: 'TOPIC.NOT_FOUND', detail: message });
