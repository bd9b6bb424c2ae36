import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Page } from '@orderflow/service';
import { authenticated, routesOpenTo, tokenOf } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import type { NotificationView } from '../src/notifications/notification.dto.js';
import { orderOf } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

jest.setTimeout(60_000);

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed(authenticated);
});
afterAll(() => bed.close());

const list = async (customerId: string, query = '') => {
  const token = await tokenOf(customerId, 'orders:read');
  return (await bed.get<Page<NotificationView>>(`/notifications?limit=2${query}`, token)).body;
};
const idsIn = ({ items }: Page<NotificationView>) => items.map(({ orderId }) => orderId);

it('without a scope only the probes answer', async () => {
  const probes = ['GET /health/live', 'GET /health/ready'];
  expect(await routesOpenTo(bed.first)).toEqual(probes);
  expect(await routesOpenTo(bed.first, await tokenOf('CUST-1'))).toEqual(probes);
});

it('a customer sees what it was told, page by page, and nothing of another’s', async () => {
  const own = [orderOf('CUST-1'), orderOf('CUST-1'), orderOf('CUST-1')];
  const other = orderOf('CUST-2');
  for (const order of [...own, other]) await bed.kafka.publish(order.confirmed(1_000));
  await eventually(async () => (await list('CUST-2')).items.length === 1);
  const all = await eventually(async () => {
    const first = await list('CUST-1');
    return first.nextCursor !== null && [first, await list('CUST-1', `&cursor=${first.nextCursor}`)];
  });
  expect(all.flatMap(idsIn).sort()).toEqual(own.map(({ orderId }) => orderId).sort());

  const behind = idsIn(await list('CUST-2', `&cursor=${all[0]!.nextCursor}`));
  expect(behind.filter((orderId) => orderId !== other.orderId)).toEqual([]);
  expect(idsIn(await list('CUST-2', '&customerId=CUST-1'))).toEqual([]);
  expect(idsIn(await list('CUST-2', `&orderId=${own[0]!.orderId}`))).toEqual([]);
  const admin = await bed.get<Page<NotificationView>>('/notifications', await tokenOf('alice', 'admin'));
  expect(idsIn(admin.body)).toHaveLength(4);
});
