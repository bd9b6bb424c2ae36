import { Logger } from '@nestjs/common';
import kafkajs, { type ISocketFactory, type KafkaConfig } from 'kafkajs';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { restIdleQueues } from './idle-queues.js';
import { securityConfig, type KafkaSecurity } from './kafka-security.js';
import { installWireFormat } from './wire/install.js';

restIdleQueues();
installWireFormat();

const logger = new Logger('kafkajs');
const KEEP_ALIVE_MS = 60_000;

/** Where Kafka is found, and how it is spoken to. */
export interface KafkaAccess {
  /** Kafka's bootstrap servers, `host:port` each. */
  readonly brokers: readonly string[];
  /** Default: in the clear, and anonymous. */
  readonly security?: KafkaSecurity;
}

export interface KafkaListener {
  /** A connection is being opened: whoever does so is alive. */
  readonly connecting?: () => void;
  /** A connection failed, or Kafka closed it. */
  readonly failed?: (error: Error) => void;
}

/** How one client reaches Kafka: its sockets, and the word that there shall be no more of them. */
export class KafkaConnections {
  private readonly sockets = new Set<Socket>();
  private closed = false;

  constructor(
    private readonly access: KafkaAccess,
    private readonly listener: KafkaListener = {},
  ) {}

  /** `retries`: how often one step, such as to connect, is tried again before it fails. */
  clientConfig(clientId: string, retries: number): KafkaConfig {
    return {
      clientId,
      // None: kafkajs then gives up what it would else try for ever.
      brokers: () => (this.closed ? [] : [...this.access.brokers]),
      ...securityConfig(this.access.security ?? {}),
      socketFactory: (options) => this.open(options),
      connectionTimeout: 3_000,
      requestTimeout: 15_000,
      retry: { initialRetryTime: 200, maxRetryTime: 1_000, retries },
      // Its every failed attempt would be an error; what matters is told by events, so this is for debugging.
      logLevel: kafkajs.logLevel.WARN,
      logCreator:
        () =>
        ({ namespace, log }) =>
          logger.debug(`${namespace}: ${log.message}`),
    };
  }

  /**
   * Ends all connections; the client opens new ones. kafkajs goes on using one on which a request has timed out, and a
   * connection that a firewall has forgotten stays silent for a quarter of an hour.
   */
  reset(reason: string): void {
    for (const socket of this.sockets) socket.destroy(new Error(reason));
  }

  /** Ends all connections, for good. What waits for an answer is rejected. */
  close(): void {
    this.closed = true;
    this.reset('the client is closed');
  }

  private open({ host, port, ssl, onConnect }: Parameters<ISocketFactory>[0]): Socket {
    if (this.closed) throw new Error('the client is closed');
    this.listener.connecting?.();
    const socket = ssl
      ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...(ssl as object) }, onConnect)
      : connectTcp({ host, port }, onConnect);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', (error: Error) => {
      shortenTlsError(error);
      this.listener.failed?.(error);
    });
    failAtEnd(socket);
    // Without `setNoDelay` a small request waits for the answer to the one before it (Nagle's algorithm).
    return socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
  }
}

/** OpenSSL's message is two lines of places in its code; its reason says what is wrong. kafkajs hears of it after this. */
function shortenTlsError(error: Error): void {
  if ('reason' in error) error.message = `TLS: ${String(error.reason)}`;
}

/**
 * Makes an end by Kafka a failure. kafkajs takes an end for a broker that has left the cluster, forgets it, and when it
 * knows no other crashes its consumer: the next one is another member, and the group waits for the lost one in vain.
 */
function failAtEnd(socket: Socket): void {
  const emit = socket.emit.bind(socket);
  socket.emit = (event: string | symbol, ...args: unknown[]) =>
    event === 'end' && !socket.writableEnded
      ? !!socket.destroy(new Error('Kafka closed the connection'))
      : emit(event, ...args);
}
