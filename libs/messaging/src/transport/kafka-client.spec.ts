import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BrokersFunction } from 'kafkajs';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { KafkaConnections } from './kafka-client.js';

describe('KafkaConnections', () => {
  let kafka: Server;
  let failures: string[];
  let connections: KafkaConnections;
  beforeEach(async () => {
    kafka = createServer().listen(0, '127.0.0.1');
    await once(kafka, 'listening');
    failures = [];
    connections = new KafkaConnections(
      { brokers: ['127.0.0.1:1'] },
      { failed: ({ message }) => failures.push(message) },
    );
  });
  afterEach(() => {
    connections.close();
    kafka.close();
  });

  const config = () => connections.clientConfig('test', 0);
  /** Both ends of a connection. */
  async function connect(): Promise<[Socket, Socket]> {
    const { port } = kafka.address() as AddressInfo;
    const accepted = once(kafka, 'connection');
    const options = { host: '127.0.0.1', port, onConnect: () => undefined };
    const socket = config().socketFactory!(
      options as Parameters<NonNullable<ReturnType<typeof config>['socketFactory']>>[0],
    );
    return [socket, ((await accepted) as [Socket])[0]];
  }
  const errorOf = async (socket: Socket) => ((await once(socket, 'error')) as [Error])[0].message;

  it('makes an end by Kafka a failure, and tells of it', async () => {
    const [socket, broker] = await connect();
    socket.on('end', () => failures.push('end'));
    broker.end();
    expect(await errorOf(socket)).toBe('Kafka closed the connection');
    expect(failures).toEqual(['Kafka closed the connection']);
  });

  it('makes no failure of an end that the client has asked for', async () => {
    const [socket, broker] = await connect();
    const ended = once(socket, 'end');
    socket.resume();
    broker.resume().once('end', () => broker.end());
    socket.end();
    await ended;
    expect(failures).toEqual([]);
  });

  it('ends every connection on which a request has timed out, so that the client opens another one', async () => {
    const sockets = [(await connect())[0], (await connect())[0]];
    const errors = Promise.all(sockets.map(errorOf));
    connections.reset('Kafka does not answer');
    expect(await errors).toEqual(['Kafka does not answer', 'Kafka does not answer']);
    await expect(connect()).resolves.toHaveLength(2);
  });

  it('opens no connection and knows no broker once it is closed', async () => {
    connections.close();
    await expect(connect()).rejects.toThrow('the client is closed');
    expect(await (config().brokers as BrokersFunction)()).toEqual([]);
  });
});
