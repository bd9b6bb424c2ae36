import 'reflect-metadata';
import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ISocketFactory } from 'kafkajs';
import { KafkaConnections } from './kafka-client.js';
import type { KafkaTls } from './kafka-security.js';

describe('KafkaConnections over TLS', () => {
  let certificate: string;
  let key: string;
  let kafka: Server;
  let connections: KafkaConnections;
  beforeAll(async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const extensions = [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])];
    const issued = await X509CertificateGenerator.createSelfSigned({ name: 'CN=kafka', keys, extensions });
    key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
    certificate = issued.toString('pem');
    kafka = createServer({
      cert: certificate,
      key,
      ca: certificate,
      requestCert: true,
      rejectUnauthorized: false,
    }).listen(0, '127.0.0.1');
    await once(kafka, 'listening');
  });
  afterEach(() => connections.close());
  afterAll(() => void kafka.close());

  /** Opens a connection as kafkajs does. */
  function open(host: string, tls: KafkaTls = {}, server: NetServer = kafka): Socket {
    connections = new KafkaConnections({ brokers: [], security: { tls } });
    const { ssl, socketFactory } = connections.clientConfig('test', 0);
    const { port } = server.address() as AddressInfo;
    return socketFactory!({ host, port, ssl, onConnect: () => undefined } as Parameters<ISocketFactory>[0]);
  }
  /** The broker's end of the next connection. */
  const acceptance = async () => ((await once(kafka, 'secureConnection')) as [TLSSocket])[0];
  const failure = async (socket: Socket) => ((await once(socket, 'error')) as [Error])[0].message;

  it('opens one to a broker whose certificate is trusted, and names the host that it wants', async () => {
    const accepted = acceptance();
    const socket = open('localhost', { ca: certificate }) as TLSSocket;
    await once(socket, 'secureConnect');
    expect(socket.getProtocol()).toBe('TLSv1.3');
    expect(await accepted).toMatchObject({ servername: 'localhost', authorized: false });
  });

  it('shows its own certificate to a broker that asks for one', async () => {
    const accepted = acceptance();
    open('localhost', { ca: certificate, cert: certificate, key });
    expect(await accepted).toMatchObject({ authorized: true });
  });

  it('opens none to a broker that nobody vouches for', async () => {
    expect(await failure(open('localhost'))).toMatch(/self-signed certificate/);
  });

  it('opens none to a broker whose certificate is for another host', async () => {
    expect(await failure(open('127.0.0.1', { ca: certificate }))).toMatch(/IP: 127\.0\.0\.1 is not in the cert's list/);
  });

  it('says in one line what is wrong when the port speaks something else', async () => {
    const other = createTcpServer((socket) => socket.end('Who are you?')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    expect(await failure(open('localhost', {}, other))).toBe('TLS: wrong version number');
    other.close();
  });
});
