import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { eventOf, OrderCreated } from '@orderflow/contracts';
import { NonRetryableError } from '@orderflow/messaging';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import type { DeadLetterDetailsView, DeadLetterView } from '../src/dead-letters/dead-letter.views.js';
import type { Page, ProblemDetails } from '../src/index.js';
import { ServiceBed, type Instance } from '../src/testing/index.js';
import { Shop, ShopModule, ShopSettings } from './fixture/shop.module.js';

const TOKEN = 'alice-0123456789';
const NOBODY = 999_999;

let bed: ServiceBed;
let guarded: Instance;
beforeAll(async () => {
  bed = await ServiceBed.start({
    name: 'shop',
    module: ShopModule,
    settings: ShopSettings,
    environment: { RETRY_ATTEMPTS: '2', RETRY_INITIAL_WAIT: '10ms', RETRY_MAX_WAIT: '10ms' },
  });
  guarded = await bed.startInstance({ OPERATOR_TOKENS: `alice:${TOKEN}` });
}, 60_000);
afterAll(() => bed.close());
beforeEach(() => {
  Shop.objection = ({ customerId }) => (customerId === 'FINE' ? undefined : new NonRetryableError('never'));
});

/** Orders of these customers, all of one key; answers the key. */
async function publish(...customers: string[]): Promise<string> {
  const orderId = uuid();
  const orders = customers.map((customerId) =>
    eventOf(OrderCreated, { orderId, customerId, items: [{ itemId: 'A', quantity: 1 }] }),
  );
  await bed.kafka.publish(...orders);
  return orderId;
}

/** The parked events of a key, newest first. */
const lettersOf = async (key: string): Promise<readonly DeadLetterView[]> =>
  (await bed.get<Page<DeadLetterView>>(`/dead-letters?key=${key}`)).body.items;

/** The ids of as many parked events of a key, oldest first. */
const parked = (key: string, count: number): Promise<number[]> =>
  eventually(async () => {
    const ids = (await lettersOf(key)).map(({ id }) => id).reverse();
    return ids.length === count && ids;
  });

const redrive = (id: number) => bed.post(`/dead-letters/${id}/redrive`, {});
const discard = (id: number, body: object = { reason: 'a test' }) => bed.post(`/dead-letters/${id}/discard`, body);
const detailsOf = (id: number) => bed.get<DeadLetterDetailsView>(`/dead-letters/${id}`);
const audit = (id: number) =>
  bed.database.query('SELECT action, actor, reason FROM dead_letter_action WHERE parked_event_id = $1', [id]);

describe('the list of dead letters', () => {
  it('tells what each one is, newest first', async () => {
    const key = await publish('SICK', 'FINE');
    await parked(key, 2);
    const [second, first] = await lettersOf(key);
    expect(first).toEqual({
      id: expect.any(Number),
      state: 'dead',
      head: true,
      topic: 'order-events',
      partition: expect.any(Number),
      offset: expect.any(Number),
      key: { encoding: 'text', data: key },
      eventType: 'ORDER_CREATED',
      attempts: 1,
      nextAttemptAt: null,
      error: { code: 'NON_RETRYABLE', message: 'never' },
      parkedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      resolvedAt: null,
    });
    expect(second).toMatchObject({ state: 'retrying', head: false, error: null });
  });

  it('comes in pages', async () => {
    const key = await publish('SICK', 'FINE', 'FINE');
    const ids = (await parked(key, 3)).reverse();
    const first = await bed.get<Page<DeadLetterView>>(`/dead-letters?key=${key}&limit=2`);
    const rest = await bed.get<Page<DeadLetterView>>(
      `/dead-letters?key=${key}&limit=2&cursor=${first.body.nextCursor}`,
    );
    expect([...first.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(ids);
    expect(rest.body.nextCursor).toBeNull();
  });

  it.each([
    ['state=dead', 1],
    ['state=retrying', 1],
    ['errorCode=NON_RETRYABLE', 1],
    ['errorCode=OTHER', 0],
    ['eventType=ORDER_CREATED', 2],
    ['eventType=ORDER_CANCELLED', 0],
  ])('is filtered by %s', async (filter, count) => {
    const key = await publish('SICK', 'FINE');
    await parked(key, 2);
    const { body } = await bed.get<Page<DeadLetterView>>(`/dead-letters?key=${key}&${filter}`);
    expect(body.items).toHaveLength(count);
  });

  it.each([
    ['state=alive', 'state', 'alive', 'must be one of retrying, dead, handled, discarded'],
    ['resolved=maybe', 'resolved', 'maybe', 'must be true or false'],
    ['key=a%00b', 'key', undefined, 'must be valid Unicode without U+0000'],
    ['limit=0', 'limit', 0, 'must be a whole number from 1 to 100'],
    ['cursor=nonsense', 'cursor', undefined, 'must be the nextCursor of the page before, unchanged'],
    ['service=shop', 'service', 'shop', 'is not a known field'],
  ])('refuses %s', async (query, field, value, message) => {
    const { status, body } = await bed.get<ProblemDetails>(`/dead-letters?${query}`);
    expect([status, body.errors]).toEqual([400, [{ field, ...(value !== undefined && { value }), message }]]);
  });
});

describe('one dead letter', () => {
  it('shows its payload, its headers, its error with the stack, and what operators did', async () => {
    const key = await publish('SICK');
    const [id] = await parked(key, 1);
    await redrive(id!);
    const details = await eventually(async () => {
      const { body } = await detailsOf(id!);
      return body.state === 'dead' && body.actions.length === 1 && body;
    });
    expect(details).toMatchObject({
      payload: { encoding: 'json', data: { orderId: key, customerId: 'SICK' } },
      headers: { ce_type: 'ORDER_CREATED', ce_source: '/test' },
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      error: { code: 'NON_RETRYABLE', message: 'never', stack: expect.stringContaining('shop.module') },
      actions: [{ action: 'redrive', actor: 'loopback', reason: null }],
    });
  });

  it.each([
    ['bytes that are no JSON', Buffer.from([0xff, 0x00]), { encoding: 'base64', data: '/wA=' }],
    ['a tombstone', null, null],
  ])('shows %s', async (_what, value, payload) => {
    const key = `key of ${uuid()}`;
    await bed.kafka.send(OrderCreated.topic, { key, value, headers: { ce_type: 'ORDER_CREATED', ce_id: uuid() } });
    const [id] = await parked(encodeURIComponent(key), 1);
    expect((await detailsOf(id!)).body).toMatchObject({ payload, key: { data: key }, state: 'dead' });
  });

  it('shows a key that cannot be printed in base64', async () => {
    await bed.kafka.send(OrderCreated.topic, { key: Buffer.from([0, 1]), value: 'x' });
    await eventually(async () => {
      const { body } = await bed.get<Page<DeadLetterView>>('/dead-letters');
      return body.items.some(({ key }) => key?.encoding === 'base64' && key.data === 'AAE=');
    });
  });

  it.each([
    [String(NOBODY), 404, 'DEAD_LETTER.NOT_FOUND'],
    ['0', 400, 'REQUEST.INVALID'],
    ['x', 400, 'REQUEST.INVALID'],
    ['1.5', 400, 'REQUEST.INVALID'],
    ['9999999999999999999', 400, 'REQUEST.INVALID'],
  ])('under the id %s is %d', async (id, status, code) => {
    expect(await bed.get(`/dead-letters/${id}`)).toMatchObject({ status, body: { code } });
  });
});

describe('a redrive', () => {
  it('is done once, however often it is asked for', async () => {
    const key = await publish('SICK', 'FINE');
    const [id] = await parked(key, 2);
    Shop.objection = () => undefined;
    expect(await redrive(id!)).toMatchObject({ status: 202, body: { id } });
    await eventually(async () => (await lettersOf(key)).length === 0);
    expect(await redrive(id!)).toMatchObject({ status: 202, body: { id, state: 'handled' } });
    expect(await audit(id!)).toEqual([{ action: 'redrive', actor: 'loopback', reason: null }]);
    expect(Shop.handled.filter((handled) => handled === key)).toHaveLength(2);
    expect(await discard(id!)).toMatchObject({ status: 404, body: { code: 'DEAD_LETTER.NOT_FOUND' } });
  });

  it('of an event that is not the first of its key names the first', async () => {
    const [first, second] = await parked(await publish('SICK', 'FINE'), 2);
    for (const answer of [await redrive(second!), await discard(second!)]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'DEAD_LETTER.NOT_HEAD', headId: first } });
    }
  });

  it('of nothing is 404', async () => {
    expect(await redrive(NOBODY)).toMatchObject({ status: 404, body: { code: 'DEAD_LETTER.NOT_FOUND' } });
  });

  it('by filter counts in a dry run and changes nothing, then does what it said', async () => {
    const key = await publish('SICK', 'SICK');
    const [id] = await parked(key, 2);
    const ask = (dryRun: boolean) => bed.post('/dead-letters/redrive', { key, errorCode: 'NON_RETRYABLE', dryRun });
    const counts = { matching: 1, redriven: 1, waiting: 0 };
    expect(await ask(true)).toMatchObject({ status: 202, body: { ...counts, dryRun: true } });
    expect(await audit(id!)).toEqual([]);
    Shop.objection = () => undefined;
    expect(await ask(false)).toMatchObject({ status: 202, body: { ...counts, dryRun: false } });
    await eventually(async () => (await lettersOf(key)).length === 0);
    expect((await ask(false)).body).toMatchObject({ matching: 0, redriven: 0, waiting: 0 });
  });

  it.each([
    [{ perSecond: 0 }, 'perSecond', 'must be a whole number from 1 to 10000'],
    [{ dryRun: 'yes' }, 'dryRun', 'must be true or false'],
    [{ state: 'dead' }, 'state', 'is not a known field'],
    [{ key: 'a\0' }, 'key', 'must be valid Unicode without U+0000'],
  ])('by filter refuses %o', async (body, field, message) => {
    const answer = await bed.post<ProblemDetails>('/dead-letters/redrive', body);
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ field, message }]]);
  });
});

describe('a discard', () => {
  it('is done once, with its reason, and lets the next of its key go on', async () => {
    const key = await publish('SICK', 'FINE');
    const [id] = await parked(key, 2);
    const first = await discard(id!, { reason: 'a test' });
    expect(first).toMatchObject({ status: 200, body: { id, state: 'discarded' } });
    const again = await discard(id!, { reason: 'another' });
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    await eventually(() => Shop.handled.includes(key));
    expect(await audit(id!)).toEqual([{ action: 'discard', actor: 'loopback', reason: 'a test' }]);
    expect(await redrive(id!)).toMatchObject({ status: 404, body: { code: 'DEAD_LETTER.NOT_FOUND' } });
  });

  it('of an event that is still tried again is 409', async () => {
    const key = await publish('SICK');
    const [id] = await parked(key, 1);
    await bed.database.query(
      `UPDATE parked_event SET state = 'retrying', next_attempt_at = now() + interval '1 hour' WHERE id = $1`,
      [id],
    );
    expect(await discard(id!)).toMatchObject({ status: 409, body: { code: 'DEAD_LETTER.STILL_RETRIED' } });
    expect(await redrive(id!)).toMatchObject({ status: 202, body: { id, state: 'retrying' } });
    expect(await audit(id!)).toEqual([]);
  });

  it.each([
    ['no reason', {}],
    ['an empty reason', { reason: '' }],
    ['a blank reason', { reason: '  ' }],
    ['a reason of 1,001 characters', { reason: 'x'.repeat(1_001) }],
  ])('refuses %s', async (_what, body) => {
    expect(await discard(1, body)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'reason', message: 'must be text of 1 to 1000 characters, not only spaces' }] },
    });
  });
});

describe('dead letters are for operators', () => {
  it('who name themselves by their token, and by nothing else', async () => {
    const [id] = await parked(await publish('SICK'), 1);
    const headers = { authorization: `Bearer ${TOKEN}`, 'x-operator': 'mallory' };
    const answer = await guarded.post(`/dead-letters/${id}/discard`, { reason: 'a test' }, headers);
    expect(answer).toMatchObject({ status: 200, body: { state: 'discarded' } });
    expect(await audit(id!)).toEqual([{ action: 'discard', actor: 'alice', reason: 'a test' }]);
  });

  it.each([
    ['GET', '/dead-letters'],
    ['GET', '/dead-letters/groups'],
    ['GET', '/dead-letters/1'],
    ['POST', '/dead-letters/redrive'],
    ['POST', '/dead-letters/1/redrive'],
    ['POST', '/dead-letters/1/discard'],
  ])('who must prove who they are: %s %s', async (method, path) => {
    const answer = await guarded.request(method, path);
    expect(answer).toMatchObject({ status: 401, body: { code: 'OPERATOR.UNAUTHENTICATED' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="operators"');
  });

  it.each([
    [{ origin: 'http://evil.example' }, 403, 'OPERATOR.FOREIGN_ORIGIN'],
    [{ origin: 'null' }, 403, 'OPERATOR.FOREIGN_ORIGIN'],
    [{ 'x-forwarded-for': '203.0.113.7' }, 403, 'OPERATOR.LOOPBACK_ONLY'],
  ])('and not for what comes from elsewhere: %o', async (headers, status, code) => {
    const [id] = await parked(await publish('SICK'), 1);
    expect(await bed.post(`/dead-letters/${id}/redrive`, {}, headers)).toMatchObject({ status, body: { code } });
    expect(await audit(id!)).toEqual([]);
  });

  it('and not for what any page can post: no JSON', async () => {
    const answer = await bed.first.request('POST', '/dead-letters/1/redrive');
    expect(answer).toMatchObject({ status: 415, body: { code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE' } });
  });
});

it('the routes of dead letters are documented, with who may ask and what can go wrong', () => {
  const document: OpenAPIObject = SwaggerModule.createDocument(bed.first.app, new DocumentBuilder().build());
  const operations = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/dead-letters'))
    .flatMap(([path, { get, post }]) => [
      ...(get ? [[`GET ${path}`, get] as const] : []),
      ...(post ? [[`POST ${path}`, post] as const] : []),
    ]);
  const statuses = Object.fromEntries(operations.map(([route, { responses }]) => [route, Object.keys(responses)]));
  expect(statuses).toEqual({
    'GET /dead-letters': ['200', '401', '403'],
    'GET /dead-letters/groups': ['200', '401', '403'],
    'GET /dead-letters/{id}': ['200', '401', '403', '404'],
    'POST /dead-letters/redrive': ['202', '400', '401', '403'],
    'POST /dead-letters/{id}/redrive': ['202', '401', '403', '404', '409'],
    'POST /dead-letters/{id}/discard': ['200', '400', '401', '403', '404', '409'],
  });
  for (const [, operation] of operations) expect(operation).toMatchObject({ summary: expect.any(String) });
  for (const [, operation] of operations) expect(operation.security).toEqual([{ bearer: [] }]);
});
