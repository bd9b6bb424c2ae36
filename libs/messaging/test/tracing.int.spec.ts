import { Controller, type INestApplication } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventPattern, Payload } from '@nestjs/microservices';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { InventoryReserved, type OrderCreated } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { DeadLetters, handles, UnitOfWorkRunner, type Cause } from '../src/index.js';
import { failWith, order, scripted, type Script } from './fixtures/handlers.js';
import { startShop, testBed, type ShopOptions, type TestBed } from './fixtures/shop.js';
import { idOf, linksOf, parentOf, Spans } from './fixtures/spans.js';

/** The end of an order's way in these tests. */
@Controller()
class Pack {
  @EventPattern<string>(InventoryReserved.topic, handles(InventoryReserved, { batch: true }))
  pack(@Payload() reserved: InventoryReserved[]): void {
    expect(reserved).not.toEqual([]);
  }
}

describe('tracing', () => {
  let bed: TestBed;
  let spans: Spans;
  let script: Script;
  let shop: INestApplication;
  beforeEach(async () => {
    spans = new Spans();
    bed = await testBed({ partitions: 1 });
  });
  afterEach(async () => {
    await shop.close();
    await Promise.all([bed.close(), spans.stop()]);
  });

  const start = async (options: ShopOptions = {}) => {
    const handler = scripted();
    script = handler.script;
    shop = await startShop(bed, [handler.Scripted, Pack], { tracing: true, ...options });
  };
  /** Publishes orders in one transaction, each with its cause, as group commit does. */
  const publish = (orders: readonly OrderCreated[], causeOf: (orderId: string) => Cause | undefined) =>
    shop.get(UnitOfWorkRunner).run(({ publish }) => Promise.resolve(publish(orders)), causeOf);
  const untilNamed = (name: string, count = 1) => eventually(() => spans.named(name).length >= count);

  it('follows an order from its request through outbox, Kafka, handler and back into the outbox', async () => {
    await start();
    const { span, traceId, traceparent } = spans.request();
    const created = order();
    await publish([created], () => ({ traceparent }));
    await untilNamed('process INVENTORY_RESERVED');
    const chain = [
      'create ORDER_CREATED',
      'process ORDER_CREATED',
      'create INVENTORY_RESERVED',
      'process INVENTORY_RESERVED',
    ];
    const [first, ...rest] = chain.map((name) => spans.named(name, traceId)[0]!);
    expect(parentOf(first!)).toBe(span.spanContext().spanId);
    rest.reduce((parent, child) => (expect(parentOf(child)).toBe(idOf(parent)), child), first!);
    expect([first!, ...rest].map(({ kind }) => kind)).toEqual([
      SpanKind.PRODUCER,
      SpanKind.CONSUMER,
      SpanKind.PRODUCER,
      SpanKind.CONSUMER,
    ]);
    expect(first!.attributes).toMatchObject({
      'messaging.system': 'kafka',
      'messaging.operation.name': 'create',
      'messaging.operation.type': 'create',
      'messaging.destination.name': 'order-events',
      'messaging.kafka.message.key': created.orderId,
    });
    expect(rest[0]!.attributes).toMatchObject({
      'messaging.operation.type': 'process',
      'messaging.destination.partition.id': '0',
      'messaging.kafka.offset': 0,
      'messaging.consumer.group.name': 'shop',
      'messaging.message.id': first!.attributes['messaging.message.id'],
      'orderflow.fate': 'handled',
    });
  });

  it('links a send and a transaction to what they carry, and keeps each event in its own trace', async () => {
    await start();
    const orders = [order(), order(), order()];
    const requests = new Map(orders.map(({ orderId }) => [orderId, spans.request()]));
    await publish(orders, (orderId) => requests.get(orderId));
    await untilNamed('process ORDER_CREATED', 3);
    const created = spans.named('create ORDER_CREATED').map(idOf).sort();
    const [send, transactions] = [spans.named('send order-events')[0]!, spans.named('process order-events')];
    expect(linksOf(send).sort()).toEqual(created);
    expect(transactions.flatMap(linksOf).sort()).toEqual(created);
    for (const batch of [send, ...transactions]) {
      expect(batch.parentSpanContext).toBeUndefined();
      expect(batch.attributes['messaging.batch.message_count']).toBe(batch.links.length);
    }
    for (const { traceId } of requests.values()) {
      const [processed, ...others] = spans.named('process ORDER_CREATED', traceId);
      expect(others).toEqual([]);
      const transaction = transactions.find((one) => linksOf(processed!).includes(idOf(one)))!;
      expect([processed!.startTime, processed!.endTime]).toEqual([transaction.startTime, transaction.endTime]);
    }
  });

  it('stays in the trace through parking, retries, the dead letter and its redrive', async () => {
    const letters = await bed.kafka.follow('shop.dead-letters');
    await start({ retry: { attempts: 2, initialMs: 20, maxMs: 20 } });
    script.act = () => {
      throw new RangeError('not today');
    };
    const { traceId, traceparent } = spans.request();
    await publish([order()], () => ({ traceparent }));
    await eventually(() => letters.length === 1);
    script.act = () => undefined;
    const dead = shop.get(DeadLetters);
    await dead.redrive((await dead.list({}, undefined, 1))[0]!.id, 'ann');
    await untilNamed('process INVENTORY_RESERVED');
    const [created] = spans.named('create ORDER_CREATED', traceId);
    const attempts = spans.named('process ORDER_CREATED');
    expect(attempts.map(parentOf)).toEqual(attempts.map(() => idOf(created!)));
    expect(attempts.map(({ attributes }) => attributes['orderflow.fate'])).toEqual(['parked', 'dead', 'handled']);
    expect(attempts.map(({ attributes }) => attributes['messaging.delivery.attempt'])).toEqual([undefined, 2, 1]);
    expect(attempts.map(({ attributes }) => attributes['error.type'])).toEqual(['RangeError', 'RangeError', undefined]);
    expect(attempts.map(({ status }) => status.code === SpanStatusCode.ERROR)).toEqual([true, true, false]);
    expect(letters[0]!.headers.traceparent).toBe(`00-${traceId}-${idOf(created!)}-01`);
    expect(parentOf(spans.named('create INVENTORY_RESERVED', traceId)[0]!)).toBe(idOf(attempts[2]!));
  });

  it('tells nothing of what is rolled back but that it was, and nothing of duplicates', async () => {
    await start();
    script.act = (_orders, { tx }) => (script.calls.length === 1 ? failWith(tx, '40001') : undefined);
    const created = order();
    await bed.kafka.publishAs([
      { event: created, id: 'once' },
      { event: created, id: 'once' },
      { event: order(uuid(), 'marker'), id: 'marker' },
    ]);
    await untilNamed('process INVENTORY_RESERVED', 2);
    expect(spans.named('process ORDER_CREATED').map(({ attributes }) => attributes['messaging.message.id'])).toEqual([
      'once',
      'marker',
    ]);
    expect(spans.named('create INVENTORY_RESERVED')).toHaveLength(2);
    const failed = spans.named('process order-events').filter(({ status }) => status.code === SpanStatusCode.ERROR);
    expect(failed.map(({ attributes }) => attributes['error.type'])).toEqual(['40001']);
  });

  it('makes neither spans nor headers when it is off', async () => {
    await start({ tracing: false });
    const events = await bed.kafka.follow('order-events', 'inventory-events');
    await publish([order()], () => ({ correlationId: 'request-1' }));
    await eventually(() => events.length === 2);
    expect(events.map(({ headers }) => [headers.correlationid, headers.traceparent])).toEqual([
      ['request-1', undefined],
      ['request-1', undefined],
    ]);
    await shop.close();
    expect(spans.all).toEqual([]);
  });
});
