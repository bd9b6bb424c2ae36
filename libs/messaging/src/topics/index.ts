export type { ConsumerGroup, GroupPosition } from './consumer-groups.js';
export { KafkaUnavailable, UnknownPartition, UnknownTopic } from './errors.js';
export type { Reading, ReadRequest, Start } from './read-topic.js';
export { TopicBrowser, type Overview, type TopicBrowserOptions } from './topic-browser.js';
export type { MessageFilter, TopicMessage } from './topic-message.js';
export type { Offsets, PartitionRange, TopicRanges } from './topic-ranges.js';
export type { KafkaSecurity } from '../transport/kafka-security.js';
