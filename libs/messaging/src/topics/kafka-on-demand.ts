import kafkajs, { type Admin } from 'kafkajs';
import createAdmin from 'kafkajs/src/admin/index.js';
import Cluster from 'kafkajs/src/cluster/index.js';
import loggers from 'kafkajs/src/loggers/index.js';
import { KafkaConnections, type KafkaAccess } from '../transport/kafka-client.js';
import { KafkaUnavailable } from './errors.js';

/** kafkajs' parts, which share their connections: the cluster for what its admin client does not offer. */
export interface KafkaClient {
  readonly cluster: Cluster;
  readonly admin: Admin;
}

export interface KafkaAddress extends KafkaAccess {
  readonly clientId: string;
}

/** How long it may take, in milliseconds. */
export interface Patience {
  /** Until connections that nobody uses are ended. Default: 30,000. */
  readonly idleMs?: number;
  /** Until Kafka counts as away; longer than a whole use takes. Default: 8,000. */
  readonly answerMs?: number;
}

const ATTEMPTS = 2;

/**
 * A client that is connected while it is used and shortly after, and costs nothing else: no connection, no timer. After a
 * failure it begins anew, from the brokers that it was given.
 */
export class KafkaOnDemand {
  private readonly connections: KafkaConnections;
  private readonly idleMs: number;
  private readonly answerMs: number;
  private client?: Promise<KafkaClient>;
  private users = 0;
  private idle?: NodeJS.Timeout;

  constructor(
    private readonly address: KafkaAddress,
    { idleMs = 30_000, answerMs = 8_000 }: Patience = {},
  ) {
    this.connections = new KafkaConnections(address);
    this.idleMs = idleMs;
    this.answerMs = answerMs;
  }

  /** Whether it has connections, or makes some. */
  get connected(): boolean {
    return this.client !== undefined;
  }

  /**
   * Answers what `work` does, which is called again when Kafka's first answer is an error: it only reads.
   * @throws KafkaUnavailable when Kafka fails it twice or stays silent
   */
  async use<T>(work: (client: KafkaClient) => Promise<T>): Promise<T> {
    clearTimeout(this.idle);
    this.users++;
    try {
      return await this.inTime((signal) => this.attempt(work, signal));
    } finally {
      if (--this.users === 0) this.idle = setTimeout(() => this.rest(), this.idleMs).unref();
    }
  }

  /** Ends all connections, for good. */
  close(): void {
    clearTimeout(this.idle);
    this.client = undefined;
    this.connections.close();
  }

  private async attempt<T>(
    work: (client: KafkaClient) => Promise<T>,
    tooLate: AbortSignal,
    attempts = ATTEMPTS,
  ): Promise<T> {
    const client = (this.client ??= this.connect());
    try {
      return await work(await client);
    } catch (error) {
      if (!(error instanceof kafkajs.KafkaJSError)) throw error;
      if (this.client === client) this.giveUp(error.message);
      if (attempts > 1 && !tooLate.aborted) return this.attempt(work, tooLate, attempts - 1);
      throw new KafkaUnavailable(error.message, { cause: error });
    }
  }

  /** kafkajs has a time limit for each request, but for no sequence of them. */
  private async inTime<T>(answer: (tooLate: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const silence = `Kafka does not answer within ${this.answerMs} ms`;
        controller.abort();
        reject(new KafkaUnavailable(silence));
        this.giveUp(silence);
      }, this.answerMs);
    });
    try {
      return await Promise.race([answer(controller.signal), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async connect(): Promise<KafkaClient> {
    const { logLevel: level, logCreator, ...config } = this.connections.clientConfig(this.address.clientId, 0);
    const logger = loggers.createLogger({ level, logCreator });
    const cluster = new Cluster({ ...config, logger, allowAutoTopicCreation: false });
    await cluster.connect();
    await cluster.refreshMetadata(); // which tells where the brokers are
    return { cluster, admin: createAdmin({ logger, retry: config.retry, cluster }) };
  }

  /** What waits for an answer is rejected. */
  private giveUp(reason: string): void {
    this.client = undefined;
    this.connections.reset(reason);
  }

  private rest(): void {
    const { client } = this;
    this.client = undefined;
    client?.then(({ cluster }) => cluster.disconnect()).catch(() => this.connections.reset('the client rests'));
  }
}
