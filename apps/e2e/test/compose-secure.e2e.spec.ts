import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '@orderflow/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { ComposedKafka } from './system/composed-kafka.js';
import { KafkaPrincipal } from './system/kafka-principal.js';

/** Some thirty programs of Java, one after another. */
const UP_MS = 400_000;
const TEST_MS = 30_000;

describe('the secured Kafka of Compose', () => {
  let kafka: ComposedKafka;
  beforeAll(async () => {
    kafka = await ComposedKafka.create();
    await kafka.up();
  }, UP_MS);
  afterAll(() => kafka.remove(), TEST_MS);

  const principal = (service: string, change = {}) => KafkaPrincipal.with(kafka.settingsOf(service), change);
  const made = () =>
    ['kafka-keys', 'kafka-ca'].flatMap((volume) =>
      readdirSync(join(kafka.folder, volume)).map((file) => join(kafka.folder, volume, file)),
    );

  it(
    'lets inventory read orders, and write what became of them',
    async () => {
      await principal('order-api').write('order-events');
      // Kafka makes the topic of the groups when the first one asks for it, and refuses it until then.
      expect(await eventually(() => principal('inventory').read('order-events', 'inventory'), TEST_MS)).toBe('{}');
      await expect(principal('inventory').write('inventory-events')).resolves.toBeUndefined();
    },
    2 * TEST_MS,
  );

  it.each(services)('lets $name in, from this machine too', async ({ name }) => {
    const topics = await principal(name).topics();
    expect(topics.length).toBeGreaterThan(1);
    expect(await principal(name, { brokers: [kafka.published] }).topics()).toEqual(topics);
  });

  it('does not let inventory write another’s topic', async () => {
    await expect(principal('inventory').write('order-events')).rejects.toMatchObject({
      type: 'TOPIC_AUTHORIZATION_FAILED',
    });
  });

  const wrong = { mechanism: 'scram-sha-512', username: 'inventory', password: 'guessed' };
  describe.each([
    ['the services’ listener', () => kafka.settingsOf('inventory').KAFKA_BROKERS!],
    ['the published one', () => kafka.published],
  ])('on %s', (_listener, broker) => {
    it.each([
      ['a wrong password', { sasl: wrong }, /authentication failed/],
      ['no password', { sasl: undefined }, /Closed connection/],
      ['a connection in the clear', { ssl: false, sasl: undefined }, /Closed connection/],
      ['a password in the clear', { ssl: false }, /Closed connection/],
    ])('%s is refused', async (_what, change, reason) => {
      await expect(principal('inventory', { ...change, brokers: [broker()] }).topics()).rejects.toThrow(reason);
    });
  });

  it.each([
    ['a password', {}],
    ['no certificate', { sasl: undefined }],
    ['a connection in the clear', { ssl: false, sasl: undefined }],
  ])('on the administrator’s listener, %s is refused', async (_what, change) => {
    await expect(principal('inventory', { ...change, brokers: [kafka.administration] }).topics()).rejects.toThrow();
  });

  it('has a certificate for each host at which it says that it is', () => {
    const certificate = new X509Certificate(readFileSync(kafka.settingsOf('inventory').KAFKA_TLS_CA!));
    expect([certificate.checkHost('kafka'), certificate.checkIP('127.0.0.1')]).toEqual(['kafka', '127.0.0.1']);
    expect(certificate.ca).toBe(false);
  });

  it('keeps its key to its user, and the passwords to whom they are made for', () => {
    const open = made().filter((file) => statSync(file).mode & 0o077);
    expect(open).toEqual([kafka.settingsOf('inventory').KAFKA_TLS_CA]);
    expect(statSync(join(kafka.folder, 'compose-secure.env')).mode & 0o777).toBe(0o600);
  });

  it('keeps passwords out of arguments', () => {
    expect(kafka.arguments).toContain('kafka-configs.sh');
    for (const password of Object.values(kafka.passwords)) expect(kafka.arguments).not.toContain(password);
  });

  it(
    'is the same after a second `up`',
    async () => {
      const state = async () => ({
        files: made().map((file) => readFileSync(file, 'utf8')),
        passwords: kafka.passwords,
        permissions: (await kafka.tool('kafka-acls.sh', '--list')).split('\n').sort(),
        topics: await kafka.tool('kafka-topics.sh', '--describe'),
      });
      const before = await state();
      await kafka.down();
      await kafka.up();
      expect(await state()).toEqual(before);
      expect(await principal('inventory').topics()).toContain('order-events');
    },
    UP_MS,
  );
});
