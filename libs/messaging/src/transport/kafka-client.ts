import { Logger } from '@nestjs/common';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import kafkajs, { type ISocketFactory, type KafkaConfig } from 'kafkajs';

silenceNegativeTimeouts();

const logger = new Logger('kafkajs');

/** Without `setNoDelay` a small request waits for the answer to the one before it (Nagle's algorithm). */
const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = ssl
    ? connectTls({ host, port, ...(ssl as object) }, onConnect)
    : connectTcp({ host, port }, onConnect);
  return socket.setNoDelay(true).setKeepAlive(true, 60_000);
};

/** How every client of a service reaches Kafka. It tries for long: a broker that is away comes back. */
export function clientConfig(clientId: string, brokers: readonly string[]): KafkaConfig {
  return {
    clientId,
    brokers: [...brokers],
    socketFactory,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 5 },
    // Its every failed attempt would be an error; what matters is told by events, so this is for debugging.
    logLevel: kafkajs.logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, log }) =>
        logger.debug(`${namespace}: ${log.message}`),
  };
}

/** kafkajs 2.2.4 computes negative timeouts, which newer versions of Node.js warn of once per process. */
function silenceNegativeTimeouts(): void {
  const emitWarning = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    const type = rest[0] as string | { readonly type?: string } | undefined;
    const name = typeof type === 'object' ? type.type : type;
    if (name !== 'TimeoutNegativeWarning') emitWarning(warning, ...rest);
  };
}
