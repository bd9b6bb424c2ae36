import type { Consumer } from 'kafkajs';
import type { BatchConsumer } from './batch-consumer.js';
import type { ConsumerStanding } from './consumer-standing.js';
import type { KafkaConnections } from './kafka-client.js';
import type { OffsetCommits } from './offset-commits.js';

/** Those whom it concerns what becomes of a consumer. */
export interface Concerned {
  readonly standing: ConsumerStanding;
  readonly connections: Pick<KafkaConnections, 'reset'>;
  readonly batches: Pick<BatchConsumer, 'reassigned'>;
  readonly offsets: Pick<OffsetCommits, 'group' | 'commit'>;
  /** It is a member of its group, and was not. */
  readonly onJoin: () => void;
  /** It has crashed, and kafkajs does not start it again. */
  readonly onEnd: (error: Error) => void;
}

/** Tells them what kafkajs tells of the consumer, for as long as it lives. */
export function followConsumer(consumer: Pick<Consumer, 'events' | 'on'>, concerned: Concerned): void {
  const { standing, connections, batches, offsets, onJoin, onEnd } = concerned;
  const { FETCH_START, HEARTBEAT, GROUP_JOIN, REBALANCING, REQUEST_TIMEOUT, CRASH } = consumer.events;
  consumer.on(FETCH_START, () => standing.showsLife());
  consumer.on(HEARTBEAT, () => standing.answered());
  consumer.on(REQUEST_TIMEOUT, () => connections.reset('Kafka does not answer'));
  consumer.on(GROUP_JOIN, ({ payload: { memberAssignment } }) => {
    if (standing.phase !== 'joined') onJoin();
    batches.reassigned(memberAssignment);
    standing.enter('joined');
    standing.answered();
  });
  // The generation is still valid here, and this request leaves before JoinGroup: a rebalance then replays next to nothing.
  consumer.on(REBALANCING, () => {
    standing.enter('joining');
    void offsets.commit();
  });
  consumer.on(CRASH, ({ payload: { error, restart } }) => {
    standing.enter('crashed');
    offsets.group = undefined;
    batches.reassigned({});
    if (!restart && standing.phase !== 'closed') onEnd(error);
    standing.failed(error);
  });
}
