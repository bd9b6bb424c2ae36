import type { ConsumerConfig, ConsumerRunConfig } from 'kafkajs';
import type { Messaging } from '../messaging-options.js';

const MAX_WAIT_MS = 500;
/** Events that gather are taken when there are so many bytes of them, if not sooner: some 500 events. */
const GATHER_BYTES = 256 * 1024;
const REBALANCE_TIMEOUT_MS = 15_000;
/** As many as a fetch may bring: those of a topic share transactions, and these bound what is done at once. */
const PARTITIONS_AT_ONCE = 64;

/** What kafkajs is told of a service's consumer. `mayRestart`: asked when it has crashed for a reason that may pass. */
export const consumerConfigOf = (
  { service, namespace, sessionTimeoutMs, gatherMs }: Messaging,
  mayRestart: () => boolean,
): Omit<ConsumerConfig, 'partitionAssigners'> => ({
  groupId: namespace + service,
  sessionTimeout: sessionTimeoutMs,
  heartbeatInterval: Math.min(3_000, sessionTimeoutMs / 3),
  rebalanceTimeout: REBALANCE_TIMEOUT_MS,
  ...(gatherMs > 0 ? { minBytes: GATHER_BYTES, maxWaitTimeInMs: gatherMs } : { maxWaitTimeInMs: MAX_WAIT_MS }),
  allowAutoTopicCreation: false,
  retry: { restartOnFailure: () => Promise.resolve(mayRestart()) },
});

/** How it runs: nothing is resolved or committed but by whoever takes the batches. */
export const RUN_CONFIG = {
  autoCommit: false,
  eachBatchAutoResolve: false,
  partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
} satisfies ConsumerRunConfig;
