import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { WORKSPACE } from '../src/workspace/workspace.js';
import { LiveListener } from './system/live-listener.js';
import { System } from './system/system.js';

jest.setTimeout(240_000);

const GATEWAY = 0;
const SERVICES = [1, 2, 3, 4, 5];

interface Order {
  readonly id: string;
  readonly customerId: string;
  readonly status: string;
}
interface ItemList<Item> {
  readonly items: readonly Item[];
}
interface Problem {
  readonly code: string;
  readonly scope?: string;
}

describe('a system that asks who calls, as npm start starts it with AUTH_SECRET', () => {
  let system: System;
  let alice: string;
  let bob: string;
  let administrator: string;
  let order: Order;
  beforeAll(async () => {
    system = await System.startWith({ AUTH_SECRET: randomBytes(32).toString('hex') });
    const tokenBy = async (...args: string[]) => (await system.run('-s', 'token', '--', ...args)).trim();
    alice = await tokenBy('--customer', 'CUST-ALICE');
    bob = await tokenBy('--customer', 'CUST-BOB');
    administrator = await tokenBy('--admin');
  }, 600_000);
  afterAll(() => system.stop(), 120_000);

  const ask = <Body>(path: string, token?: string, body?: unknown, service = GATEWAY) =>
    system.call<Body>(service, path, body, {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      prefer: 'wait=20',
    });
  const statusOf = async (path: string, token?: string, service = GATEWAY) =>
    (await ask(path, token, undefined, service)).status;
  const itemsAt = async (path: string, token: string) => (await ask<ItemList<object>>(path, token)).body.items;
  const place = async (customerId: string, token: string) => {
    const { body } = await ask<Order>('/orders', token, { customerId, items: [{ itemId: 'ITEM-014', quantity: 1 }] });
    expect(body.customerId).toBe(customerId);
    return body;
  };
  const ofOrder = () => [
    `/orders/${order.id}`,
    `/transactions/${order.id}`,
    `/analytics/orders/${order.id}/journey`,
    `/inventory/reservations/${order.id}`,
  ];

  it('lets a customer order, and see all that becomes of it', async () => {
    order = await place('CUST-ALICE', alice);
    expect((await ask<Order>(`/orders/${order.id}`, alice)).body.status).toBe('CONFIRMED');
    await eventually(async () => {
      const statuses = await Promise.all(ofOrder().map((path) => statusOf(path, alice)));
      return statuses.every((status) => status === 200);
    });
    await eventually(async () => (await itemsAt(`/notifications?orderId=${order.id}`, alice)).length > 0);
    expect(await itemsAt('/orders', alice)).toMatchObject([{ id: order.id }]);
  });

  it('shows another customer nothing of it', async () => {
    const statuses = await Promise.all(ofOrder().map((path) => statusOf(path, bob)));
    expect(statuses).toEqual([404, 404, 404, 404]);
    expect((await ask(`/orders/${order.id}/cancel`, bob, {})).status).toBe(404);
    for (const path of ['/orders', `/notifications?orderId=${order.id}`, '/orders?customerId=CUST-ALICE']) {
      const answer = await ask<Partial<ItemList<object>>>(path, bob);
      expect(answer.body.items ?? []).toEqual([]);
    }
    expect((await ask<Order>(`/orders/${order.id}`, administrator)).body.status).toBe('CONFIRMED');
  });

  it('lets nobody order in the name of another', async () => {
    const body = { customerId: 'CUST-ALICE', items: [{ itemId: 'ITEM-001', quantity: 1 }] };
    const refused = await ask<Problem>('/orders', bob, body);
    expect([refused.status, refused.body.code]).toEqual([403, 'AUTH.NOT_YOURS']);
  });

  it('tells a customer live of its own orders only, and an administrator of all', async () => {
    const live = `http://localhost:${system.portOf(GATEWAY)}/live`;
    const listeners = await Promise.all([alice, bob, administrator].map((token) => LiveListener.at(live, token)));
    const [toAlice, toBob, toAdministrator] = listeners as [LiveListener, LiveListener, LiveListener];
    const ids = { alice: [] as string[], bob: [] as string[] };
    const allHaveHeard = () =>
      ids.alice.some((id) => toAlice.heard.includes(id) && toAdministrator.heard.includes(id)) &&
      ids.bob.some((id) => toBob.heard.includes(id) && toAdministrator.heard.includes(id));
    // What was published before one listened it may not hear: orders come until all have heard of one of theirs.
    await eventually(async () => {
      ids.alice.push((await place('CUST-ALICE', alice)).id);
      ids.bob.push((await place('CUST-BOB', bob)).id);
      return eventually(allHaveHeard, 500);
    }, 60_000);
    expect(toAlice.linesWith(ids.bob)).toEqual([]);
    expect(toBob.linesWith(ids.alice)).toEqual([]);
    expect(toAlice.heard).not.toMatch(/^event: (?!(?:events|heartbeat)$)/m);
    expect(toAdministrator.heard).toMatch(/^event: summary$/m);
    for (const listener of listeners) listener.leave();
  });

  it.each([GATEWAY, ...SERVICES])('answers no stranger, at port %d', async (service) => {
    const path = service === GATEWAY ? '/orders' : '/health';
    expect(await statusOf(path, undefined, service)).toBe(401);
    expect(await statusOf(path, `${alice}x`, service)).toBe(401);
    expect(await statusOf('/health/ready', undefined, service)).toBe(200);
  });

  it.each(['/system', '/topics', '/invariants', '/analytics/summary', '/dead-letters?service=inventory', '/metrics'])(
    'keeps %s for administrators, and names what a customer lacks',
    async (path) => {
      const refused = await ask<Problem>(path, alice);
      expect([refused.status, refused.body]).toEqual([
        403,
        expect.objectContaining({ code: 'AUTH.INSUFFICIENT_SCOPE', scope: 'admin' }),
      ]);
    },
  );

  it('shows an administrator that all is well: the gateway may ask the services', async () => {
    await eventually(async () => {
      const { body } = await ask<{ services: readonly { status: string }[] }>('/system', administrator);
      return body.services.every(({ status }) => status === 'ok');
    }, 60_000);
    const { body } = await ask<{ invariants: readonly { service: string; state: string }[] }>(
      '/invariants',
      administrator,
    );
    expect(body.invariants.filter(({ state }) => state === 'unknown')).toEqual([]);
  });

  it('is used by the commands as before', async () => {
    expect(await system.run('order')).toContain('CONFIRMED');
    expect(await system.run('simulate', '--', '--count', '5', '--rate', '10', '--mix', 'normal=1')).toMatch(
      /confirmed +5/,
    );
  });
});

it('ends, and says how to go on, when it is to listen on another address and nobody has to say who they are', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(WORKSPACE, 'apps/gateway/dist/main.js')], {
    env: { PATH: process.env.PATH, HOST: '0.0.0.0', PORT: '0' },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /HOST=0\.0\.0\.0: must be an address of this machine alone.*AUTH_JWKS_URL or AUTH_SECRET, or AUTH=off/,
  );
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
