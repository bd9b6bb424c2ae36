import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { order, Reserve } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';

describe('delivery', () => {
  let bed: TestBed;
  let shop: INestApplication;
  beforeAll(async () => {
    bed = await testBed();
    shop = await startShop(bed, [Reserve]);
  }, 60_000);
  afterAll(async () => {
    await shop.close();
    await bed.close();
  });

  it('commits the effects of an event and publishes what its handler published', async () => {
    const created = order();
    const events = await bed.kafka.follow('inventory-events');
    const [id] = await bed.kafka.publish(created);
    const reserved = await eventually(() => events.find(({ key }) => key === created.orderId));
    expect(reserved).toMatchObject({
      type: 'INVENTORY_RESERVED',
      headers: { ce_source: '/shop', causationid: id, correlationid: id },
    });
    expect(await bed.effectsOf(created.orderId)).toEqual(['first']);
  });

  it('handles an event once when it arrives twice', async () => {
    const created = order();
    const id = uuid();
    const marker = order(created.orderId, 'marker');
    await bed.kafka.publishAs([{ event: created, id }, { event: created, id }, { event: marker }]);
    await eventually(async () => (await bed.effectsOf(created.orderId)).includes('marker'));
    expect(await bed.effectsOf(created.orderId)).toEqual(['first', 'marker']);
  });
});
