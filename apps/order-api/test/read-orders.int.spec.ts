import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventOf, OrderProcessed } from '@orderflow/contracts';
import type { Page } from '@orderflow/service';
import type { ServiceBed } from '@orderflow/service/testing';
import { v7 as uuid } from 'uuid';
import { createdAtOf } from '../src/orders/order-id.js';
import type { OrderResponse } from '../src/orders/order.response.js';
import { OrderApi, sampleOrder, testBed } from './fixtures/order-api.js';

describe('GET /orders', () => {
  let bed: ServiceBed;
  let api: OrderApi;
  beforeAll(async () => {
    bed = await testBed();
    api = await OrderApi.start(bed);
  }, 60_000);
  afterAll(() => bed.close());

  const placed = async (customerId: string) => (await api.place({ ...sampleOrder, customerId })).body;
  const place = async (customerId = 'CUST-123') => (await placed(customerId)).id;
  const list = async (query: string) => (await api.get<Page<OrderResponse>>(`/orders?${query}`)).body;

  describe('as a list', () => {
    it('gives every order once, the newest first', async () => {
      const placed: string[] = [];
      for (let n = 0; n < 5; n++) placed.unshift(await place('CUST-LIST'));
      await place('CUST-ELSE');
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { items, nextCursor }: Page<OrderResponse> = await list(
          `customerId=CUST-LIST&limit=2${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...items.map(({ id }) => id));
        cursor = nextCursor;
      }
      expect(seen).toEqual(placed);
    });

    it('filters by status', async () => {
      const [open, cancelled] = [await place('CUST-STATUS'), await place('CUST-STATUS')];
      await api.cancel(cancelled);
      const idsOf = async (status: string) =>
        (await list(`customerId=CUST-STATUS&status=${status}`)).items.map(({ id }) => id);
      expect(await idsOf('PENDING')).toEqual([open]);
      expect(await idsOf('CANCELLED')).toEqual([cancelled]);
      expect((await list('status=CANCELLED')).items.map(({ id }) => id)).toContain(cancelled);
      expect(await idsOf('CONFIRMED')).toEqual([]);
    });

    describe('of a span of time', () => {
      let orders: OrderResponse[];
      beforeAll(async () => {
        orders = [];
        while (new Set(orders.map(({ createdAt }) => createdAt)).size < 4) orders.push(await placed('CUST-TIME'));
        await placed('CUST-TIME-ELSE');
      });

      it('which an id holds as its order tells it', () => {
        for (const { id, createdAt } of orders) expect(createdAtOf(id).toISOString()).toBe(createdAt);
      });

      const idsOf = async (query: string) =>
        (await list(`customerId=CUST-TIME&limit=100${query}`)).items.map(({ id }) => id);
      const newestFirst = (wanted: (createdAt: string) => boolean) =>
        orders
          .filter(({ createdAt }) => wanted(createdAt))
          .map(({ id }) => id)
          .reverse();

      it('begins with createdFrom and ends before createdTo', async () => {
        const moments = [...new Set(orders.map(({ createdAt }) => createdAt))];
        const [from, to] = [moments[1]!, moments[3]!];
        expect(await idsOf(`&createdFrom=${from}`)).toEqual(newestFirst((at) => at >= from));
        expect(await idsOf(`&createdTo=${to}`)).toEqual(newestFirst((at) => at < to));
        expect(await idsOf(`&createdFrom=${from}&createdTo=${to}`)).toEqual(newestFirst((at) => at >= from && at < to));
        expect(await idsOf(`&createdFrom=${to}&createdTo=${from}`)).toEqual([]);
      });

      it('goes with the other filters and from page to page', async () => {
        const cancelled = orders[1]!;
        await api.cancel(cancelled.id);
        const from = encodeURIComponent(cancelled.createdAt.replace('Z', '+00:00'));
        expect(await idsOf(`&createdFrom=${from}&status=CANCELLED`)).toEqual([cancelled.id]);

        const to = orders.at(-1)!.createdAt;
        const older = newestFirst((at) => at < to);
        const first = await list(`customerId=CUST-TIME&limit=1&createdTo=${to}`);
        const second = await list(`customerId=CUST-TIME&limit=100&createdTo=${to}&cursor=${first.nextCursor}`);
        expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(older);
      });

      it.each(['createdFrom', 'createdTo'])('refuses a %s that is no moment', async (field) => {
        const { status, body } = await api.get<object>(`/orders?${field}=2026-01-31`);
        expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ field }] } });
      });
    });
  });

  describe('with Prefer: wait', () => {
    const waitFor = (id: string, wait: string, at = api) => at.get(`/orders/${id}`, { prefer: wait });
    const requested = (at: OrderApi) => once(at.app.getHttpServer(), 'request');

    it('answers as soon as the order is settled, by whichever process', async () => {
      const other = await OrderApi.start(bed);
      const id = await place();
      const arrived = Promise.all([api, other].map(requested));
      const answers = [waitFor(id, 'wait=30'), waitFor(id, 'wait=30', other)];
      await arrived;
      await bed.kafka.publish(
        eventOf(OrderProcessed, {
          orderId: id,
          customerId: 'CUST-123',
          transactionId: uuid(),
          items: [{ itemId: 'ITEM-001', quantity: 2, unitPrice: 100_000 }],
          total: 200_000,
          currency: 'USD',
        }),
      );
      for (const { body, headers } of await Promise.all(answers)) {
        expect(body).toMatchObject({ id, status: 'CONFIRMED' });
        expect(headers.get('preference-applied')).toBe('wait=30');
      }
      await other.close();
    }, 25_000);

    it('answers with what there is when the time is over, and waits 30 s at most', async () => {
      const id = await place();
      expect((await waitFor(id, 'wait=1')).body).toMatchObject({ status: 'PENDING' });
      await api.cancel(id);
      const { headers, body } = await waitFor(id, 'wait=3600');
      expect(body).toMatchObject({ status: 'CANCELLED' });
      expect(headers.get('preference-applied')).toBe('wait=30');
    });

    it('answers at once when the service stops', async () => {
      const stopping = await OrderApi.start(bed);
      const id = await place();
      const arrived = requested(stopping);
      const answer = waitFor(id, 'wait=30', stopping);
      await arrived;
      await stopping.close();
      expect(await answer).toMatchObject({ status: 200, body: { status: 'PENDING' } });
    }, 15_000);
  });
});
