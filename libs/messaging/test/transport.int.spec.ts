import {
  BadRequestException,
  Controller,
  ForbiddenException,
  Injectable,
  UseGuards,
  UseInterceptors,
  UsePipes,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventOf, OrderCancelled, OrderConfirmed, OrderCreated, type PricedLine } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { sql } from 'kysely';
import { EMPTY, type Observable } from 'rxjs';
import { v7 as uuid } from 'uuid';
import { handles, KafkaTransport, MessagingHealth, type HandlerContext } from '../src/index.js';
import { order, ordersOf, recordEffects, Reserve, scripted } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';
import { tallyOf } from './fixtures/tally.js';

const items: PricedLine[] = [{ itemId: 'A', quantity: 1, unitPrice: 100 }];
const confirmed = (orderId: string) =>
  eventOf(OrderConfirmed, { orderId, customerId: 'C-1', items, total: 100, currency: 'USD' });

type Start = Parameters<typeof startShop> extends [unknown, ...infer Rest] ? Rest : never;

describe('transport', () => {
  let bed: TestBed;
  let shop: INestApplication;
  const start = async (...[handlers, options, configure]: Start) => {
    bed = await testBed({ partitions: 1 });
    shop = await startShop(bed, handlers, options, configure);
  };
  const stop = async () => {
    await shop.close();
    await bed.close();
  };

  const settled = (orderId: string, note = 'marker') =>
    eventually(async () => (await bed.effectsOf(orderId)).includes(note));
  const errorsParked = () =>
    bed.database.query<{ error_code: string; error_message: string }>(
      'SELECT error_code, error_message FROM parked_event WHERE error_code IS NOT NULL ORDER BY id DESC LIMIT 1',
    );

  describe('with a plain handler', () => {
    const { script, Scripted } = scripted();
    let early: OrderCreated;
    beforeAll(async () => {
      early = order();
      bed = await testBed();
      await bed.kafka.publish(early);
      shop = await startShop(bed, [Scripted]);
    });
    afterAll(stop);

    it('handles what was published before its group first joined', async () => {
      await settled(early.orderId, 'first');
    });

    it('puts at most 500 events into a transaction', async () => {
      const orderId = uuid();
      const before = tallyOf(shop).transactions;
      await bed.kafka.publishMany(ordersOf(orderId, 1_600));
      await settled(orderId, '1600');
      const [largest] = await bed.database.query<{ size: string }>(
        'SELECT count(*) AS size FROM effect WHERE order_id = $1 GROUP BY xmin ORDER BY 1 DESC LIMIT 1',
        [orderId],
      );
      expect(Number(largest!.size)).toBe(500);
      expect(tallyOf(shop).transactions - before).toBeLessThan(16);
      expect(await bed.effectsOf(orderId)).toEqual(ordersOf(orderId, 1_600).map((o) => o.customerId));
    });

    it('lets the partitions of a topic share transactions', async () => {
      let partitions = 0;
      script.act = (orders, { metadataOf }) => {
        partitions = Math.max(partitions, new Set(orders.map((each) => metadataOf(each).partition)).size);
      };
      // Again and again: it needs partitions that become ready together, and when they do is up to Kafka and the machine.
      await eventually(async () => {
        const orders = Array.from({ length: 60 }, () => order());
        await bed.kafka.publishMany(orders);
        for (const { orderId } of orders) await settled(orderId, 'first');
        return partitions > 1;
      });
    });

    it('is not handed a batch again after a clean stop: offsets are committed', async () => {
      const orderId = uuid();
      await bed.kafka.publishMany(ordersOf(orderId, 300));
      await settled(orderId, '300');
      await shop.close();
      shop = await startShop(bed, [Scripted]);
      await bed.kafka.publish(order(orderId, 'marker'));
      await settled(orderId);
      await eventually(() => tallyOf(shop).handled === 1);
      expect(tallyOf(shop).duplicates).toBe(0);
    });
  });

  describe('of a service that lets events gather', () => {
    const gatherMs = 1_000;
    beforeAll(() => start([Reserve], { gatherMs }));
    afterAll(stop);

    it('takes what comes within that time at once', async () => {
      const orders = Array.from({ length: 30 }, () => order());
      const begun = performance.now();
      for (const each of orders) {
        await bed.kafka.publish(each);
        await bed.kafka.admin.fetchTopicOffsets(`${bed.kafka.namespace}order-events`); // time enough to take it by itself
      }
      await eventually(() => tallyOf(shop).handled === 30);
      const fetches = 1 + (performance.now() - begun) / gatherMs; // each takes that long, but for the one under way
      expect(tallyOf(shop).transactions).toBeLessThanOrEqual(fetches);
    });
  });

  describe('with several handlers on a topic', () => {
    let running = 0;
    let most = 0;
    const log: string[] = [];
    const record = async (context: HandlerContext, handler: string, events: readonly { orderId: string }[]) => {
      most = Math.max(most, ++running);
      for (const { orderId } of events) log.push(`${handler} ${orderId}`);
      await sql`SELECT pg_sleep(0.01)`.execute(context.tx);
      running--;
    };
    @Controller()
    class Reservations {
      @EventPattern<string>('order-events', handles(OrderCreated, { batch: true }))
      reserve(@Payload() events: OrderCreated[], @Ctx() context: HandlerContext) {
        return record(context, 'reserve', events);
      }
      @EventPattern<string>(
        'order-events',
        handles<OrderConfirmed | OrderCancelled>([OrderConfirmed, OrderCancelled], { batch: true }),
      )
      settle(@Payload() events: (OrderConfirmed | OrderCancelled)[], @Ctx() context: HandlerContext) {
        return record(context, 'settle', events);
      }
    }
    @Controller()
    class Audit {
      @EventPattern<string>('order-events', handles(OrderCreated, { batch: true }))
      audit(@Payload() events: OrderCreated[], @Ctx() context: HandlerContext) {
        return record(context, 'audit', events);
      }
    }
    beforeAll(() => start([Reservations, Audit]));
    afterAll(stop);

    it('gives them the events in order per key, and never runs them all at once', async () => {
      const keys = Array.from({ length: 30 }, () => uuid());
      await bed.kafka.publishMany(keys.flatMap((key) => [order(key), confirmed(key)]));
      const ofKey = (key: string) => log.filter((entry) => entry.endsWith(key)).map((entry) => entry.split(' ')[0]);
      await eventually(() => keys.every((key) => ofKey(key).length === 3));
      for (const key of keys) expect(ofKey(key)).toEqual(['reserve', 'audit', 'settle']);
      expect(most).toBe(1);
    });
  });

  describe('through the pipeline of Nest', () => {
    class OutOfStock extends Error {
      readonly code = 'STOCK.OUT';
    }
    const seen: string[] = [];
    @Injectable()
    class Trace implements NestInterceptor {
      intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
        seen.push(`${context.getType()} ${context.getHandler().name}`);
        return next.handle();
      }
    }
    @Injectable()
    class Silence implements NestInterceptor {
      intercept(): Observable<never> {
        return EMPTY;
      }
    }
    @Injectable()
    class Upper implements PipeTransform {
      transform(events: OrderCreated[]): OrderCreated[] {
        return Array.isArray(events)
          ? events.map((e) => Object.assign(e, { customerId: e.customerId.toUpperCase() }))
          : events;
      }
    }
    @Injectable()
    class Nobody implements CanActivate {
      canActivate(): boolean {
        throw new ForbiddenException('nobody may');
      }
    }
    @Controller()
    class Guarded {
      @UseGuards(Nobody)
      @EventPattern<string>(
        'order-events',
        handles(OrderCreated, { batch: true, where: (o) => o.customerId === 'guarded' }),
      )
      never(): void {
        throw new Error('a guard let an event through');
      }
      @UseInterceptors(Trace)
      @UsePipes(Upper)
      @EventPattern<string>(
        'order-events',
        handles(OrderCreated, { batch: true, where: (o) => o.customerId.startsWith('pipe') }),
      )
      piped(@Payload() orders: OrderCreated[], @Ctx() { tx }: HandlerContext) {
        return recordEffects(tx, orders);
      }
      @UseInterceptors(Silence)
      @EventPattern<string>(
        'order-events',
        handles(OrderCreated, { batch: true, where: (o) => o.customerId === 'silence' }),
      )
      silent(@Payload() orders: OrderCreated[]): number {
        return orders.length;
      }
      @EventPattern<string>(
        'order-events',
        handles(OrderCreated, { batch: true, where: (o) => o.customerId === 'throw' }),
      )
      throws(): never {
        throw new OutOfStock('none left');
      }
    }

    beforeAll(() => start([Guarded]));
    afterAll(stop);

    it('runs the interceptors and pipes that are declared on the handler', async () => {
      const orderId = uuid();
      await bed.kafka.publish(order(orderId, 'piped'));
      await settled(orderId, 'PIPED');
      expect(seen).toContain('rpc piped');
    });

    it("keeps the class, code and message of a handler's error", async () => {
      await bed.kafka.publish(order(uuid(), 'throw'));
      await eventually(async () => (await errorsParked())[0]?.error_code === 'STOCK.OUT');
      expect((await errorsParked())[0]!.error_message).toBe('none left');
    });

    it('takes the refusal of a guard for a failure, not for a success', async () => {
      await bed.kafka.publish(order(uuid(), 'guarded'));
      await eventually(async () => (await errorsParked())[0]?.error_message === 'nobody may');
    });

    it('is content with an interceptor that emits nothing', async () => {
      const orderId = uuid();
      await bed.kafka.publish(order(orderId, 'silence'), order(orderId, 'pipe'));
      await settled(orderId, 'PIPE');
      expect(await bed.database.query('SELECT id FROM parked_event WHERE key = $1', [Buffer.from(orderId)])).toEqual(
        [],
      );
    });
  });

  describe('with global pipes', () => {
    @Injectable()
    class Refuse implements PipeTransform {
      transform(): never {
        throw new BadRequestException('an HTTP pipe ran on an event');
      }
    }
    beforeAll(() => start([Reserve], {}, (app) => app.useGlobalPipes(new Refuse())));
    afterAll(stop);

    it('leaves them to HTTP', async () => {
      const orderId = uuid();
      await bed.kafka.publish(order(orderId, 'marker'));
      await settled(orderId);
    });
  });

  describe('while Kafka is away', () => {
    beforeEach(async () => {
      await start([Reserve], { brokers: ['127.0.0.1:1'] });
      await shop.listen(0, '127.0.0.1');
    });
    afterEach(stop);

    it('serves HTTP and says that it is degraded', async () => {
      expect((await fetch(await shop.getUrl())).status).toBe(404);
      const health = await eventually(async () => {
        const { consumer } = await shop.get(MessagingHealth).check();
        return consumer?.reason?.includes('ECONNREFUSED') && consumer;
      });
      expect(health.state).toBe('degraded');
      expect(shop.get(KafkaTransport).state).toBe('connecting');
    });

    it('stops when it is told to', async () => {
      await eventually(() => shop.get(KafkaTransport).trouble);
      await shop.close();
      expect(shop.get(KafkaTransport).state).toBe('closed');
    });
  });
});
