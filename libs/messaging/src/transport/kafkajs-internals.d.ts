// Parts of kafkajs that it does not declare.

declare module 'kafkajs/src/protocol/recordBatch/crc32C/index.js' {
  const crc32c: (bytes: Buffer) => number;
  export default crc32c;
}

declare module 'kafkajs/src/protocol/requests/index.js' {
  interface Call {
    readonly request: { readonly encode: () => Promise<{ readonly buf: Buffer; readonly buffer: Buffer }> };
    readonly response: { readonly decode: (bytes: Buffer) => Promise<unknown> };
  }
  interface Definition<Parameters> {
    protocol: (choice: { readonly version: number }) => (parameters: Parameters) => Call;
  }
  const protocol: { readonly requests: Readonly<Record<'Produce' | 'Fetch', Definition<never>>> };
  export default protocol;
}

declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    writeVarInt(value: number): this;
    readonly buffer: Buffer;
  }
}

declare module 'kafkajs/src/protocol/requests/produce/v3/request.js' {
  const request: (parameters: object) => { readonly encode: () => Promise<{ readonly buffer: Buffer }> };
  export default request;
}

declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  import type { KafkaMessage } from 'kafkajs';
  const response: {
    readonly decode: (bytes: Buffer) => Promise<{
      readonly responses: readonly {
        readonly partitions: readonly { readonly messages: readonly KafkaMessage[] }[];
      }[];
    }>;
  };
  export default response;
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    constructor(options: object);
    readonly pending: readonly object[];
    throttledUntil: number;
    push(request: object): void;
    scheduleCheckPendingRequests: (this: RequestQueue) => void;
    checkPendingRequests(): void;
    destroy(): void;
  }
}

declare module 'kafkajs/src/loggers/index.js' {
  import type { KafkaConfig, Logger } from 'kafkajs';
  const loggers: {
    readonly createLogger: (options: {
      level: KafkaConfig['logLevel'];
      logCreator: KafkaConfig['logCreator'];
    }) => Logger;
  };
  export default loggers;
}

declare module 'kafkajs/src/cluster/index.js' {
  import type { KafkaConfig, KafkaMessage, Logger } from 'kafkajs';

  interface TopicMetadata {
    readonly topic: string;
    readonly partitionMetadata: readonly { readonly partitionId: number; readonly leader: number }[];
  }
  interface OfTopic<Partition> {
    readonly topic: string;
    readonly partitions: readonly Partition[];
  }
  type FetchedMessage = KafkaMessage & { readonly isControlRecord?: boolean };

  /** One node of the cluster. */
  export interface Broker {
    /** @param topics none: all */
    metadata(topics: readonly string[]): Promise<{ readonly topicMetadata: readonly TopicMetadata[] }>;
    /** @param request `timestamp`: milliseconds since 1970, -1 for the end, -2 for the beginning */
    listOffsets(request: {
      readonly topics: readonly OfTopic<{ readonly partition: number; readonly timestamp: number }>[];
    }): Promise<{ readonly responses: readonly OfTopic<{ readonly partition: number; readonly offset: string }>[] }>;
    fetch(request: {
      readonly maxWaitTime: number;
      readonly maxBytes: number;
      readonly topics: readonly OfTopic<{
        readonly partition: number;
        readonly fetchOffset: string;
        readonly maxBytes: number;
      }>[];
    }): Promise<{
      readonly responses: readonly {
        readonly partitions: readonly { readonly messages: readonly FetchedMessage[] }[];
      }[];
    }>;
  }

  export default class Cluster {
    constructor(
      options: Omit<KafkaConfig, 'logLevel' | 'logCreator'> & {
        readonly logger: Logger;
        readonly allowAutoTopicCreation: boolean;
      },
    );
    readonly brokerPool: { findConnectedBroker(): Promise<Broker> };
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    /** Of all topics, where none were made its targets. */
    refreshMetadata(): Promise<void>;
    findBroker(options: { readonly nodeId: number }): Promise<Broker>;
  }
}

declare module 'kafkajs/src/admin/index.js' {
  import type { Admin, Logger, RetryOptions } from 'kafkajs';
  import type Cluster from 'kafkajs/src/cluster/index.js';
  const createAdmin: (options: {
    readonly logger: Logger;
    readonly retry: RetryOptions | undefined;
    readonly cluster: Cluster;
  }) => Admin;
  export default createAdmin;
}
