import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AuditReport } from '../src/invariants/audit-report.js';
import { FakeSystem } from './fake-system.js';
import { startGateway } from './start-gateway.js';

const TOKEN = 'alice-0123456789';
const authorization = `Bearer ${TOKEN}`;

let system: FakeSystem;
let gateway: { app: NestFastifyApplication; url: string };

beforeAll(async () => {
  system = await FakeSystem.start();
  system.reset();
  gateway = await startGateway({ ...system.urls, OPERATOR_TOKENS: `alice:${TOKEN}` });
});
afterAll(async () => {
  await gateway.app.close();
  await system.stop();
});

it('tells operators, and nobody else, how the invariants stand; it asks the services as one', async () => {
  expect((await fetch(`${gateway.url}/invariants`)).status).toBe(401);
  const answer = await fetch(`${gateway.url}/invariants`, { headers: { authorization } });
  const { state, invariants } = (await answer.json()) as AuditReport;
  expect([answer.status, state, invariants.length]).toEqual([200, 'holds', 9]);
  for (const { requests } of system.services.values()) {
    expect(requests).toMatchObject([{ url: '/invariants', headers: { authorization } }]);
  }
});
