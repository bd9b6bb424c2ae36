import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  TopicBrowser,
  UnknownPartition,
  UnknownTopic,
  type Reading,
  type ReadRequest,
} from '@orderflow/messaging/topics';
import type { ProblemDetails } from '@orderflow/service';
import { startGateway, type StartedGateway } from './start-gateway.js';

const message = {
  partition: 3,
  offset: 1207,
  timestamp: new Date('2026-01-31T12:00:00.000Z'),
  key: Buffer.from('order-1'),
  value: Buffer.from('{"orderId":"order-1"}'),
  headers: { ce_type: 'ORDER_CREATED' },
  size: 28,
};

let gateway: StartedGateway;
let asked: ReadRequest[];
let reading: () => Promise<Reading>;

const browser = {
  read: (request: ReadRequest) => {
    asked.push(request);
    return reading();
  },
  overview: () => Promise.resolve({ topics: [], groups: [] }),
  close: () => undefined,
};

beforeAll(async () => {
  gateway = await startGateway({}, [[TopicBrowser, browser]]);
});
beforeEach(() => {
  asked = [];
  reading = () => Promise.resolve({ messages: [message], scanned: 40, next: null });
});
afterAll(() => gateway.app.close());

const messages = (query = ''): Promise<Response> => fetch(`${gateway.url}/topics/order-events/messages${query}`);
const problemOf = async (response: Response): Promise<ProblemDetails> => (await response.json()) as ProblemDetails;

describe('messages of a topic', () => {
  it('are shown like dead letters', async () => {
    expect(await (await messages()).json()).toEqual({
      items: [
        {
          topic: 'order-events',
          partition: 3,
          offset: 1207,
          timestamp: '2026-01-31T12:00:00.000Z',
          key: { encoding: 'text', data: 'order-1' },
          headers: { ce_type: 'ORDER_CREATED' },
          payload: { encoding: 'json', data: { orderId: 'order-1' } },
          size: 28,
        },
      ],
      scanned: 40,
      next: null,
    });
    expect(asked).toEqual([{ topic: 'order-events', start: { kind: 'latest' }, limit: 50 }]);
  });

  it('are null and base64 where they are nothing and no JSON', async () => {
    const next = { kind: 'before', offsets: new Map([[0, 5]]) } as const;
    const messages_ = [
      { ...message, key: null, value: null },
      { ...message, value: Buffer.from([0xff]) },
    ];
    reading = () => Promise.resolve({ messages: messages_, scanned: 2, next });
    const body = await (await messages()).json();
    expect(body).toMatchObject({
      items: [{ key: null, payload: null }, { payload: { encoding: 'base64', data: '/w==' } }],
      next: { before: '0:5' },
    });
  });

  it.each([
    ['partition=1&offset=7', { kind: 'from', offsets: new Map([[1, 7]]) }, { partition: 1 }],
    ['from=2026-01-31T12:00:00Z', { kind: 'since', time: new Date('2026-01-31T12:00:00Z') }, {}],
    [
      'offsets=0:7,2:9',
      {
        kind: 'from',
        offsets: new Map([
          [0, 7],
          [2, 9],
        ]),
      },
      {},
    ],
    ['before=0:7', { kind: 'before', offsets: new Map([[0, 7]]) }, {}],
    ['key=a%2Bb&type=T&contains=x&limit=200', { kind: 'latest' }, { key: 'a+b', type: 'T', contains: 'x', limit: 200 }],
  ])('are read as the query says: %s', async (query, start, rest) => {
    expect((await messages(`?${query}`)).status).toBe(200);
    expect(asked).toEqual([expect.objectContaining({ start, ...rest })]);
  });

  it('go on as `next` says', async () => {
    const offsets = new Map([
      [0, 120],
      [1, 98],
    ]);
    reading = () => Promise.resolve({ messages: [], scanned: 10_000, next: { kind: 'from', offsets } });
    const { next } = (await (await messages('?from=2026-01-31T12:00:00Z')).json()) as { next: Record<string, string> };
    expect(next).toEqual({ offsets: '0:120,1:98' });
    await messages(`?${new URLSearchParams(next).toString()}`);
    expect(asked[1]!.start).toEqual({ kind: 'from', offsets });
  });

  it.each([
    ['offset=7', 'offset must come with its partition'],
    ['partition=1&offset=7&from=2026-01-31T12:00:00Z', 'from must not come together with offset'],
    ['limit=201', 'limit must be a whole number from 1 to 200'],
    ['offsets=0-7', 'offsets must be partition:offset pairs separated by commas, such as 0:120,1:98'],
    ['from=yesterday', 'from must be a date and time such as 2026-01-31T12:00:00Z'],
    ['start=latest', 'start is not a known field'],
  ])('are not read when the query says %s', async (query, detail) => {
    const response = await messages(`?${query}`);
    expect(await problemOf(response)).toMatchObject({ status: 400, code: 'REQUEST.INVALID', detail });
    expect(asked).toEqual([]);
  });

  it('of a topic that there is not are a 404, of a partition that it has not a 400', async () => {
    reading = () => Promise.reject(new UnknownTopic('order-events'));
    expect(await problemOf(await messages())).toMatchObject({ status: 404, code: 'TOPIC.NOT_FOUND' });
    reading = () => Promise.reject(new UnknownPartition('order-events', 9, 6));
    expect(await problemOf(await messages())).toMatchObject({
      status: 400,
      detail: 'partition must be a partition of order-events, from 0 to 5',
    });
  });
});

describe('topics are for operators', () => {
  it.each(['/topics', '/topics/order-events/messages'])('%s', async (path) => {
    const response = await fetch(`${gateway.url}${path}`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(await problemOf(response)).toMatchObject({ status: 403, code: 'OPERATOR.LOOPBACK_ONLY' });
    expect(asked).toEqual([]);
  });
});

it('without Kafka topics are a 503, and the gateway is well', async () => {
  const alone = await startGateway({});
  try {
    for (const path of ['/topics', '/topics/order-events/messages']) {
      const response = await fetch(`${alone.url}${path}`);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await problemOf(response)).toMatchObject({ status: 503, code: 'KAFKA.UNAVAILABLE' });
    }
    expect((await fetch(`${alone.url}/health/ready`)).status).toBe(200);
  } finally {
    await alone.app.close();
  }
});
