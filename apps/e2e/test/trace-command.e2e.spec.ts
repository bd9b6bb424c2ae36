import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { System } from './system/system.js';

const GATEWAY = 0;

describe('npm start -- --traces', () => {
  let system: System;
  beforeAll(async () => {
    system = await System.start('--', '--traces');
  }, 310_000);
  afterAll(() => system.stop(), 60_000);

  it('keeps what npm run trace shows', async () => {
    const laptop = { customerId: 'CUST-789', items: [{ itemId: 'ITEM-003', quantity: 1 }] };
    const { body } = await system.call<{ id: string }>(GATEWAY, '/orders', laptop);
    const printed = await eventually(async () => {
      const shown = await system.run('trace', '--', body.id);
      return /^notification +process ORDER_CONFIRMED/m.test(shown) && shown;
    }, 60_000);
    const [, services] = /^Trace [\da-f]{32}, .*: \d+ spans of (\d+) services in [\d.]+ ms$/m.exec(printed)!;
    expect(Number(services)).toBeGreaterThanOrEqual(6);
    expect(printed).toMatch(/^The way to the last span: .*outbox [\d.]+ ms.*at work [\d.]+ ms$/m);
    expect(printed).toMatch(/^inventory +process ORDER_CREATED( +[\d.]+){5} .*█.* handled/m);
    await expect(system.run('trace', '--', 'ORDER-UNKNOWN')).rejects.toThrow('belongs to ORDER-UNKNOWN');
  }, 120_000);
});
