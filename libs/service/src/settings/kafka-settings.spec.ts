import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KafkaSettings } from './kafka-settings.js';
import { SettingsError, validateSettings, type Environment } from './validate-settings.js';

class ShopSettings extends KafkaSettings {
  readonly portOffset = 7;
}

const PASSWORD = 'hunter2';
let folder: string;
/** Paths. */
let certificate: string;
let key: string;
let otherKey: string;
let notPem: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kafka settings '));
  const [own, other] = await Promise.all([makeKeys(), makeKeys()]);
  const issued = await X509CertificateGenerator.createSelfSigned({ name: 'CN=shop', keys: own });
  [certificate, key, otherKey, notPem] = await Promise.all([
    write('shop.pem', issued.toString('pem')),
    write('shop.key', await pemOf(own.privateKey)),
    write('other.key', await pemOf(other.privateKey)),
    write('shop.txt', 'a certificate'),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

const makeKeys = () => crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const pemOf = async (privateKey: webcrypto.CryptoKey) =>
  PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), PemConverter.PrivateKeyTag);
async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const securityOf = (environment: Environment) => validateSettings(ShopSettings, environment).kafkaSecurity;
function refusal(environment: Environment): string {
  try {
    securityOf(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error('accepted');
}
const scram = {
  KAFKA_SASL_MECHANISM: 'scram-sha-512',
  KAFKA_SASL_USERNAME: 'shop',
  KAFKA_SASL_PASSWORD: PASSWORD,
};

describe('how a service is known to Kafka', () => {
  it('is not at all, without settings', () => {
    expect(securityOf({})).toBeUndefined();
    expect(securityOf({ KAFKA_TLS: 'false' })).toBeUndefined();
  });

  it('is over TLS when a file for it is given, or when it says so', () => {
    expect(securityOf({ KAFKA_TLS: 'true' })).toEqual({ tls: {} });
    expect(securityOf({ KAFKA_TLS_CA: certificate })?.tls?.ca).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(securityOf({ KAFKA_TLS_CERT: certificate, KAFKA_TLS_KEY: key })?.tls).toEqual({
      cert: expect.stringContaining('BEGIN CERTIFICATE') as unknown,
      key: expect.stringContaining('BEGIN PRIVATE KEY') as unknown,
    });
  });

  it('is by name and password', () => {
    expect(securityOf(scram)).toEqual({
      sasl: { mechanism: 'scram-sha-512', username: 'shop', password: PASSWORD },
    });
  });

  it.each<[string, () => Environment, RegExp]>([
    [
      'a file is missing',
      () => ({ KAFKA_TLS_CA: '/nowhere/ca.pem' }),
      /^KAFKA_TLS_CA=\/nowhere\/ca\.pem: .*can be read/,
    ],
    ['a file holds no certificate', () => ({ KAFKA_TLS_CERT: notPem, KAFKA_TLS_KEY: key }), /^KAFKA_TLS_CERT=/],
    [
      'a file holds no key',
      () => ({ KAFKA_TLS_CERT: certificate, KAFKA_TLS_KEY: notPem }),
      /^KAFKA_TLS_KEY=.*private key/,
    ],
    [
      'the key is missing',
      () => ({ KAFKA_TLS_CERT: certificate }),
      /^KAFKA_TLS_CERT=.*set together with KAFKA_TLS_KEY/,
    ],
    [
      'the certificate is missing',
      () => ({ KAFKA_TLS_KEY: key }),
      /^KAFKA_TLS_KEY=.*the private key of KAFKA_TLS_CERT$/,
    ],
    [
      'the key is another’s',
      () => ({ KAFKA_TLS_CERT: certificate, KAFKA_TLS_KEY: otherKey }),
      /^KAFKA_TLS_KEY=.*the private key of/,
    ],
    [
      'TLS is off and on',
      () => ({ KAFKA_TLS: 'false', KAFKA_TLS_CA: certificate }),
      /^KAFKA_TLS=false: must be true where/,
    ],
    [
      'the mechanism is unknown',
      () => ({ ...scram, KAFKA_SASL_MECHANISM: 'md5' }),
      /^KAFKA_SASL_MECHANISM=md5: must be one of/,
    ],
    [
      'the mechanism is missing',
      () => ({ ...scram, KAFKA_SASL_MECHANISM: '' }),
      /^KAFKA_SASL_USERNAME=shop: .*KAFKA_SASL_MECHANISM;/,
    ],
    [
      'the name is missing',
      () => ({ ...scram, KAFKA_SASL_USERNAME: '' }),
      /^KAFKA_SASL_MECHANISM=.*KAFKA_SASL_USERNAME/,
    ],
    [
      'the password is missing',
      () => ({ ...scram, KAFKA_SASL_PASSWORD: '' }),
      /^KAFKA_SASL_MECHANISM=.*KAFKA_SASL_PASSWORD/,
    ],
    [
      'the password would be sent as it is',
      () => ({ ...scram, KAFKA_SASL_MECHANISM: 'plain' }),
      /=plain: .* over TLS if it is plain/,
    ],
  ])('is refused in one line when %s, and no password is shown', (_what, environment, line) => {
    const message = refusal(environment());
    expect(message).toMatch(line);
    expect(message).not.toContain('\n');
    expect(message).not.toContain(PASSWORD);
  });
});
