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
