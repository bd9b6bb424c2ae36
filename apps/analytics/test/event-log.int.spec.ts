import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Topic } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import type { EventView } from '../src/event-log/event.dto.js';
import { DayPartitions } from '../src/event-log/day-partitions.js';
import type { JourneyView } from '../src/journeys/journey.dto.js';
import { orderOf } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

jest.setTimeout(60_000);

describe('the event log', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
  });
  afterAll(() => bed.close());

  const journeyOf = (orderId: string, steps: number) =>
    eventually(async () => {
      const journey = await bed.read<JourneyView>(`/analytics/orders/${orderId}/journey`);
      return journey.steps?.length >= steps ? journey : undefined;
    });

  /** The tables that hold these orders' events. */
  const placesOf = async (...orderIds: string[]) => {
    const rows = await bed.database.query<{ place: string }>(
      'SELECT DISTINCT tableoid::regclass::text AS place FROM event_log WHERE order_id = ANY($1)',
      [orderIds],
    );
    return rows.map(({ place }) => place);
  };

  const partitions = async () => {
    const rows = await bed.database.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'event_log'::regclass ORDER BY 1`,
    );
    return rows.map(({ name }) => name).filter((name) => name !== 'event_log_default');
  };

  it("tells an order's journey in order, with the time between its events", async () => {
    const { orderId, created, reserved, processed, confirmed, cancelled, released, refunded } = orderOf();
    const [id] = await bed.kafka.publish(created);
    for (const event of [reserved, processed, confirmed, cancelled, released, refunded]) await bed.kafka.publish(event);
    const { steps, durationMs } = await journeyOf(orderId, 7);
    expect(steps.map(({ type }) => type)).toEqual([
      'ORDER_CREATED',
      'INVENTORY_RESERVED',
      'ORDER_PROCESSED',
      'ORDER_CONFIRMED',
      'ORDER_CANCELLED',
      'INVENTORY_RELEASED',
      'ORDER_REFUNDED',
    ]);
    expect(steps[0]).toMatchObject({ id, source: '/test', topic: 'order-events', msSincePrevious: null });
    const times = steps.map(({ time }) => Date.parse(String(time)));
    expect(steps.slice(1).map(({ msSincePrevious }) => msSincePrevious)).toEqual(
      times.slice(1).map((time, at) => time - times[at]!),
    );
    expect(durationMs).toBe(times.at(-1)! - times[0]!);
    expect(new Set(steps.filter(({ topic }) => topic === 'order-events').map(({ partition }) => partition)).size).toBe(
      1,
    );
  });

  describe('of an event', () => {
    const eventOf = (id: string, orderId: string) =>
      bed.get<EventView>(`/analytics/events/${encodeURIComponent(id)}?orderId=${orderId}`);

    it('tells all that came with it, and the journey what it goes back to', async () => {
      const { orderId, created } = orderOf();
      const [id, time] = ['any id/will do?', '2026-01-31T12:00:00.000Z'];
      const headers = {
        ce_specversion: '1.0',
        ce_id: id,
        ce_source: '/elsewhere',
        ce_type: 'ORDER_CREATED',
        ce_time: time,
        ce_subject: orderId,
        ce_dataschemaversion: '1',
        correlationid: 'request-1',
      };
      await bed.kafka.send(Topic.OrderEvents, { key: orderId, value: JSON.stringify(created), headers });
      const [step] = (await journeyOf(orderId, 1)).steps;
      expect(step).toMatchObject({ id, correlationId: 'request-1' });
      const { status, body } = await eventOf(id, orderId);
      const { msSincePrevious: _none, ...place } = step!;
      expect({ status, body }).toEqual({ status: 200, body: { ...place, orderId, version: 1, data: { ...created } } });
      expect(body).toMatchObject({ source: '/elsewhere', topic: 'order-events', time });
      expect(Math.abs(Date.parse(String(body.ingestedAt)) - Date.now())).toBeLessThan(60_000);
    });

    it('says null where no request is known that it goes back to', async () => {
      const { orderId, created } = orderOf();
      const [id] = await bed.kafka.publish(created);
      const [step] = (await journeyOf(orderId, 1)).steps;
      expect(step).toMatchObject({ correlationId: null });
      expect((await eventOf(id!, orderId)).body.correlationId).toBeNull();
    });

    it('says that there is none, also when it is of another order', async () => {
      const { orderId, created } = orderOf();
      const [id] = await bed.kafka.publish(created);
      await journeyOf(orderId, 1);
      for (const [event, order] of [
        [uuid(), orderId],
        [id!, uuid()],
      ] as const) {
        expect(await eventOf(event, order)).toMatchObject({ status: 404, body: { code: 'EVENT.NOT_FOUND' } });
      }
      for (const query of ['', '?orderId=1']) {
        const answer = await bed.get(`/analytics/events/${id}${query}`);
        expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'orderId' }] } });
      }
    });
  });

  it('holds an event once that arrives twice', async () => {
    const { orderId, created, confirmed } = orderOf();
    const id = uuid();
    await bed.kafka.publishAs([{ event: created, id }, { event: created, id }, { event: confirmed }]);
    expect((await journeyOf(orderId, 2)).steps.map(({ type }) => type)).toEqual(['ORDER_CREATED', 'ORDER_CONFIRMED']);
  });

  it('says that an order is unknown, and that an id is none', async () => {
    const unknown = await bed.get(`/analytics/orders/${uuid()}/journey`);
    expect(unknown).toMatchObject({ status: 404, body: { code: 'ORDER.NOT_FOUND' } });
    expect((await bed.get('/analytics/orders/1/journey')).status).toBe(400);
  });

  it('has a partition for today and each day of the coming week', async () => {
    expect(await partitions()).toHaveLength(8);
    const { orderId, created } = orderOf();
    await bed.kafka.publish(created);
    await journeyOf(orderId, 1);
    expect(await partitions()).toEqual(expect.arrayContaining(await placesOf(orderId)));
  });

  it('takes events on a day that has no partition, and then leaves them where they are', async () => {
    for (const name of await partitions()) await bed.database.query(`DROP TABLE ${name}`);
    const { orderId, created, confirmed } = orderOf();
    await bed.kafka.publish(created);
    await journeyOf(orderId, 1);
    expect(await placesOf(orderId)).toEqual(['event_log_default']);

    await bed.first.app.get(DayPartitions).createMissing();
    expect(await partitions()).toHaveLength(7);
    await bed.kafka.publish(confirmed);
    await journeyOf(orderId, 2);
    expect(await placesOf(orderId)).toEqual(['event_log_default']);
  });

  it('gets its partitions once from several instances at a time', async () => {
    await bed.database.query('TRUNCATE event_log_default');
    const other = await bed.startInstance();
    for (const name of await partitions()) await bed.database.query(`DROP TABLE ${name}`);
    const warn = jest.spyOn(Logger.prototype, 'warn');
    await Promise.all([bed.first, other].map(({ app }) => app.get(DayPartitions).createMissing()));
    expect(await partitions()).toHaveLength(8);
    expect(warn).not.toHaveBeenCalled();
  });
});
