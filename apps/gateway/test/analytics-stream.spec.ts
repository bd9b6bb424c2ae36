import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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
  await service.stop();
});

const listen = (listening: Partial<Listening>): void => {
  stream = new AnalyticsStream({
    url: service.url,
    headers: () => Promise.resolve({}),
    pace: new TestPace(),
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
});
