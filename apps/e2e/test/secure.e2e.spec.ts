import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { administratorOf, clientSettings, databaseServices, services, setPasswords } from '@orderflow/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { KafkaPrincipal } from './system/kafka-principal.js';
import { System } from './system/system.js';

const GATEWAY = 0;
const INVENTORY = 2;
const START_MS = 310_000;
const TEST_MS = 90_000;
/** A broker that was killed looks through its data first. */
const RESTART_MS = 120_000;

interface Order {
  readonly id: string;
  readonly status: string;
}
interface Health {
  readonly status: string;
  readonly parts: { readonly consumer: { readonly state: string; readonly reason?: string } };
}
interface Messages {
  readonly items: readonly { readonly payload: unknown }[];
}
interface Topics {
  readonly groups: readonly { readonly name: string; readonly members: number }[];
}

const laptop = { customerId: 'CUST-789', items: [{ itemId: 'ITEM-003', quantity: 1 }] };
const tooMany = { customerId: 'CUST-456', items: [{ itemId: 'ITEM-003', quantity: 10_000 }] };

describe('the system on a secured Kafka', () => {
  let system: System;
  beforeAll(async () => {
    system = await System.start('--', '--secure');
  }, START_MS);
  afterAll(() => system.stop(), 60_000);

  const place = async (order: object) => (await system.call<Order>(GATEWAY, '/orders', order)).body;
  const settled = async ({ id }: Order) =>
    (await system.call<Order>(GATEWAY, `/orders/${id}`, undefined, { Prefer: 'wait=20' })).body;
  const principal = (service: string, change = {}) => KafkaPrincipal.of(service, system.addresses, change);
  const passwordOf = (name: string) => clientSettings({ name }, system.addresses).KAFKA_SASL_PASSWORD!;
  const passwords = () => services.map(({ name }) => passwordOf(name));

  it(
    'confirms an order, and rejects one that is short of stock',
    async () => {
      expect(await settled(await place(laptop))).toMatchObject({ status: 'CONFIRMED' });
      expect(await settled(await place(tooMany))).toMatchObject({ status: 'REJECTED' });
    },
    TEST_MS,
  );

  it(
    'writes a dead letter to its topic, and confirms the order once it is redriven',
    async () => {
      await system.call(GATEWAY, '/payments/provider', { broken: true });
      const order = await place(laptop);
      await eventually(async () => {
        const { body } = await system.call<Messages>(GATEWAY, '/topics/transaction.dead-letters/messages');
        return JSON.stringify(body.items).includes(order.id);
      }, 30_000);
      await system.call(GATEWAY, '/payments/provider', { broken: false });
      await system.call(GATEWAY, '/dead-letters/redrive?service=transaction', {});
      expect(await settled(order)).toMatchObject({ status: 'CONFIRMED' });
    },
    TEST_MS,
  );

  it(
    'shows an operator every consumer group, and how far behind it is',
    async () => {
      const { groups } = (await system.call<Topics>(GATEWAY, '/topics')).body;
      const names = databaseServices.map(({ name }) => name).sort();
      expect(groups.map(({ name, members }) => [name, members])).toEqual(names.map((name) => [name, 1]));
      await eventually(async () => /^Inventory .* ok +0 +0$/m.test(await system.run('status')), 30_000);
    },
    TEST_MS,
  );

  it('lets inventory write its own topic and see no other than it needs', async () => {
    await expect(principal('inventory').write('inventory.dead-letters')).resolves.toBeUndefined();
    expect(await principal('inventory').topics()).toEqual([
      'inventory-events',
      'inventory.dead-letters',
      'order-events',
    ]);
  });

  it('does not let inventory write another’s topic', async () => {
    await expect(principal('inventory').write('order-events')).rejects.toMatchObject({
      type: 'TOPIC_AUTHORIZATION_FAILED',
    });
  });

  it('does not let inventory join another’s group', async () => {
    // Kafka does not even tell it where the group is; kafkajs keeps the reason to itself.
    await expect(principal('inventory').read('order-events', 'order-api')).rejects.toThrow(
      'Failed to find group coordinator',
    );
  });

  it('does not let the gateway join a group that it may look at', async () => {
    await expect(principal('gateway').read('order-events', 'inventory')).rejects.toMatchObject({
      type: 'GROUP_AUTHORIZATION_FAILED',
    });
  });

  it.each([
    [
      'a wrong password',
      { sasl: { mechanism: 'scram-sha-512', username: 'inventory', password: 'guessed' } },
      /authentication failed/,
    ],
    ['no password', { sasl: undefined }, /Closed connection/],
    ['a connection in the clear', { ssl: false, sasl: undefined }, /Closed connection/],
    ['a broker that nobody vouches for', { ssl: true }, /unable to verify/],
  ])('refuses %s', async (_what, change, reason) => {
    await expect(principal('inventory', change).topics()).rejects.toThrow(reason);
  });

  it('keeps its keys and passwords to their owner, and out of logs and arguments', () => {
    const { keys } = system.addresses.kafkaSecurity!;
    const files = readdirSync(keys);
    expect(files.sort()).toEqual(['ca.pem', 'passwords.json', 'platform.pem']);
    for (const file of files) expect(statSync(join(keys, file)).mode & 0o777).toBe(0o600);
    const logs = readdirSync(join(keys, '../logs')).map((log) => readFileSync(join(keys, '../logs', log), 'utf8'));
    const seen = [system.printed, execFileSync('ps', ['axww', '-o', 'args'], { encoding: 'utf8' }), ...logs].join('\n');
    expect(seen).toContain('to services with a password over TLS');
    for (const password of passwords()) expect(seen).not.toContain(password);
  });

  it(
    'says what is wrong when a password is no longer taken, and goes on when it is',
    async () => {
      const { brokers, ssl } = administratorOf(system.addresses, {});
      const [host, port] = brokers.split(':');
      const broker = { host, port: Number(port), ...(ssl as object) };
      const inventory = system.pidOf('inventory');
      await setPasswords(broker, { inventory: 'another' });
      // Who is connected stays so: Kafka asks again when the connection is made anew.
      process.kill(system.pidOf('kafka')!, 'SIGKILL');
      const consumer = await eventually(async () => {
        const { body } = await system.call<Health>(INVENTORY, '/health');
        const part = body.parts.consumer;
        return body.status === 'degraded' && part.reason?.includes('authentication failed') && part;
      }, RESTART_MS);
      expect(consumer.reason).not.toContain(passwordOf('inventory'));
      const order = await place(laptop);
      await setPasswords(broker, { inventory: passwordOf('inventory') });
      expect(await settled(order)).toMatchObject({ status: 'CONFIRMED' });
      expect(system.pidOf('inventory')).toBe(inventory);
    },
    RESTART_MS + TEST_MS,
  );
});
