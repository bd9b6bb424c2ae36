import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { eventually } from '@orderflow/testing';
import { AnalyticsStream, type Listening } from '../src/live/analytics-stream.js';
import { LivePace } from '../src/live/live-pace.js';
import { FakeService } from './fake-service.js';

class TestPace extends LivePace {
  override readonly reconnectMs = 20;
  override readonly longestReconnectMs = 40;
}

let service: FakeService;
let stream: AnalyticsStream;
let heard: (string | undefined)[];

beforeEach(async () => {
  heard = [];
  service = await FakeService.start();
  service.answer = (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: events\ndata: {}\n\n');
});
afterEach(async () => {
  stream.stop();
  jest.restoreAllMocks();
  await service.stop();
});

const listen = (listening: Partial<Listening>): void => {
  stream = new AnalyticsStream({
    url: service.url,
    headers: () => Promise.resolve({}),
    pace: new TestPace(),
    lossLevel: 'warn',
    heard: ({ event }) => heard.push(event),
    ...listening,
  });
  stream.start();
};

describe('the connection to analytics', () => {
  it('is tried again when it is not known who listens, or cannot be said in a header', async () => {
    const answers = [
      () => Promise.reject(new Error('no key')),
      () => Promise.resolve({ authorization: 'Bearer ł' }),
      () => Promise.resolve({ authorization: 'Bearer l' }),
    ];
    listen({ headers: () => answers.shift()!() });
    await eventually(() => heard.length === 1);
    expect(service.requests).toMatchObject([{ headers: { authorization: 'Bearer l' } }]);
  });

  it.each(['warn', 'debug'] as const)('that is lost is told once at the level %s', async (lossLevel) => {
    const told = { warn: jest.spyOn(Logger.prototype, 'warn'), debug: jest.spyOn(Logger.prototype, 'debug') };
    for (const spy of Object.values(told)) spy.mockImplementation(() => undefined);
    service.answer = (_request, response) => response.writeHead(503).end();
    listen({ lossLevel });
    await eventually(() => service.requests.length > 2);
    const text = 'The stream of analytics is away: it answers 503';
    expect(told[lossLevel].mock.calls).toEqual([[text]]);
    expect([...told.warn.mock.calls, ...told.debug.mock.calls]).toEqual([[text]]);
  });
});
