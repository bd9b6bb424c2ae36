import { ApiProperty } from '@nestjs/swagger';
import type { ConsumerGroup, GroupPosition, PartitionRange, Reading, TopicRanges } from '@orderflow/messaging/topics';
import {
  ApiList,
  ApiMoment,
  ApiText,
  ApiWhole,
  jsonOrBase64,
  KeyView,
  PayloadView,
  textOrBase64,
} from '@orderflow/service';
import { writeOffsets } from './topic.requests.js';

const Count = (options: { description?: string; example?: number; nullable?: boolean } = {}): PropertyDecorator =>
  ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, ...options });
const TopicName = () => ApiText({ max: 249, example: 'order-events' });
const MANY = { min: 0, max: 100_000 };

class PartitionView implements PartitionRange {
  @Count({ example: 0 }) readonly partition!: number;
  @Count({ example: 0, description: 'The offset of its first message' }) readonly begin!: number;
  @Count({ example: 1208, description: 'The offset that its next message will have' }) readonly end!: number;
}

class TopicView implements TopicRanges {
  @TopicName() readonly name!: string;
  @ApiList(() => PartitionView, MANY) readonly partitions!: readonly PartitionView[];
}

class GroupPartitionView implements GroupPosition {
  @TopicName() readonly topic!: string;
  @Count({ example: 0 }) readonly partition!: number;
  @Count({ example: 1200, nullable: true, description: 'The offset that it reads next; null when it has read nothing' })
  readonly committed!: number | null;
  @Count({ example: 1208 }) readonly end!: number;
  @Count({ example: 8, description: 'Messages that it has not committed yet' }) readonly lag!: number;
  @ApiText({ max: 512, nullable: true, description: 'The id of the member that has the partition' })
  readonly member!: string | null;
}

class GroupView implements ConsumerGroup {
  @ApiText({ max: 255, example: 'inventory' }) readonly name!: string;
  @ApiText({ max: 64, example: 'Stable', description: 'As Kafka calls it' }) readonly state!: string;
  @Count({ example: 1 }) readonly members!: number;
  @Count({ example: 8, description: 'Of all its partitions' }) readonly lag!: number;
  @ApiList(() => GroupPartitionView, MANY) readonly partitions!: readonly GroupPartitionView[];
}

export class TopicsView {
  @ApiList(() => TopicView, MANY) readonly topics!: readonly TopicView[];
  @ApiList(() => GroupView, MANY) readonly groups!: readonly GroupView[];
}

class MessageView {
  @TopicName() readonly topic!: string;
  @Count({ example: 3 }) readonly partition!: number;
  @Count({ example: 1207 }) readonly offset!: number;
  @ApiMoment() readonly timestamp!: string;
  @ApiProperty({ type: KeyView, nullable: true }) readonly key!: KeyView | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Text; { "base64": … } where the bytes are no text; a list where a header is repeated',
    example: { ce_type: 'ORDER_CREATED', ce_id: '01993e5a-7c1f-7000-8000-000000000001' },
  })
  readonly headers!: Readonly<Record<string, unknown>>;
  @ApiProperty({ type: PayloadView, nullable: true, description: 'Null for a tombstone' })
  readonly payload!: PayloadView | null;
  @Count({ example: 312, description: 'Bytes of key and value' }) readonly size!: number;
}

class NextView {
  @ApiText({ max: 20_000, optional: true, example: '0:120,1:98' }) readonly offsets?: string;
  @ApiText({ max: 20_000, optional: true, example: '0:120,1:98' }) readonly before?: string;
}

export class MessagesView {
  @ApiList(() => MessageView, { min: 0, max: 200 }) readonly items!: readonly MessageView[];
  @Count({ example: 50, description: 'How many messages were looked at' }) readonly scanned!: number;
  @ApiProperty({
    type: NextView,
    nullable: true,
    description: 'The query that goes on; null when there is nothing more',
  })
  readonly next!: NextView | null;
}

export function messagesView(topic: string, { messages, scanned, next }: Reading): MessagesView {
  const items = messages.map(({ partition, offset, timestamp, key, value, headers, size }) => ({
    topic,
    partition,
    offset,
    timestamp: timestamp.toISOString(),
    key: key && textOrBase64(key),
    headers,
    payload: value && jsonOrBase64(value),
    size,
  }));
  return {
    items,
    scanned,
    next: next && { [next.kind === 'from' ? 'offsets' : 'before']: writeOffsets(next.offsets) },
  };
}
