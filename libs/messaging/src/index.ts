export { eventOf, type EventClass } from '@orderflow/contracts/contract';
export { connectMessaging } from './connect-messaging.js';
export type { Cause } from './envelope/cloud-event.js';
export { ContractViolation } from './envelope/contract-validator.js';
export { uuidv7 } from './envelope/uuid.js';
export { NonRetryableError } from './errors.js';
export { HANDLING, handles, type Handling, type HandlingOptions } from './handles.js';
export { MessagingHealth } from './messaging-health.js';
export type { MessagingOptions, RetryPolicy } from './messaging-options.js';
export { MessagingModule } from './messaging.module.js';
export {
  MessagingObserver,
  type Called,
  type Committed,
  type Place,
  type Relayed,
  type Retried,
} from './observation/messaging-observer.js';
export { MessagingSizes, type Sizes } from './observation/messaging-sizes.js';
export { OutboxBound, OutboxFull } from './outbox/outbox-bound.js';
export { Relay } from './outbox/relay.js';
export type { Actor, DeadLetterAction } from './parking/dead-letter-audit.js';
export type { DeadLetterGroup } from './parking/dead-letter-groups.js';
export { DeadLetters, type Outcome, type RedriveCounts } from './parking/dead-letters.js';
export type {
  DeadLetter,
  DeadLetterDetails,
  DeadLetterFilter,
  DeadLetterState,
  DeadLetterTraits,
} from './parking/read-dead-letters.js';
export type { KafkaSasl, KafkaSecurity, KafkaTls, SaslMechanism } from './transport/kafka-security.js';
export { KafkaTransport } from './transport/kafka-transport.js';
export { ChunkProcessor } from './unit-of-work/chunk-processor.js';
export type { EventMetadata, HandlerContext } from './unit-of-work/event-metadata.js';
export { UnitOfWorkRunner, type UnitOfWork } from './unit-of-work/unit-of-work.js';
