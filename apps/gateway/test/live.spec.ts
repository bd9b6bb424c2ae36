import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KafkaUnavailable, TopicBrowser } from '@orderflow/messaging/topics';
import { eventually } from '@orderflow/testing';
import { LiveHub } from '../src/live/live-hub.js';
import { LivePace } from '../src/live/live-pace.js';
import type { SystemView } from '../src/system/system.view.js';
import { FakeService } from './fake-service.js';
import { startGateway, type StartedGateway } from './start-gateway.js';

class TestPace extends LivePace {
  override readonly systemMs = 50;
  override readonly auditMs = 50;
  override readonly reconnectMs = 20;
  override readonly longestReconnectMs = 40;
}

const health = {
  status: 'ok',
  service: 'any',
  parts: { consumer: { state: 'up' }, outbox: { state: 'up', details: { depth: 3 } } },
};
const summary = (id: number): string => `event: summary\nid: ${id}\nretry: 3000\ndata: {"events":${id}}\n\n`;

/** Instead of the one that would be asked again and again. */
const away = { lag: () => Promise.reject(new KafkaUnavailable('Kafka is away')), close: () => undefined };

let service: FakeService;
let gateway: StartedGateway;
let streams: ServerResponse[];
let clients: Client[];

/** One who listens, and what he has heard. */
class Client {
  text = '';
  ended = false;
  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    response.on('close', () => (this.ended = true)).on('error', () => undefined);
  }

  static listen(lastEventId?: string): Promise<Client> {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    return new Promise((resolve, reject) => {
      get(`${gateway.url}/live`, { headers }, (response) => {
        const client = new Client(response);
        clients.push(client);
        resolve(client);
      }).on('error', reject);
    });
  }

  /** The data of each event of a name. */
  heard(event: string): string[] {
    return [...this.text.matchAll(new RegExp(`^event: ${event}\n(?:.+\n)*?data: (.*)\n\n`, 'gm'))].map(
      ([, data]) => data!,
    );
  }

  leave(): void {
    this.response.destroy();
  }
}

const lookedAt = (path: string): number => service.requests.filter(({ url }) => url.startsWith(path)).length;
const listeners = (): number => gateway.app.get(LiveHub).listeners;

beforeEach(async () => {
  streams = [];
  clients = [];
  service = await FakeService.start();
  service.answer = ({ url }, response) => {
    if (!url!.startsWith('/analytics/stream')) return response.end(JSON.stringify(health));
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('\n');
    response.write(summary(7));
    return streams.push(response);
  };
  const [ORDER_API_URL, INVENTORY_URL] = [service.url, service.url];
  const [NOTIFICATION_URL, ANALYTICS_URL, TRANSACTION_URL] = [service.url, service.url, service.url];
  gateway = await startGateway({ ORDER_API_URL, INVENTORY_URL, NOTIFICATION_URL, ANALYTICS_URL, TRANSACTION_URL }, [
    [LivePace, new TestPace()],
    [TopicBrowser, away],
  ]);
});
afterEach(async () => {
  for (const client of clients) client.leave();
  for (const stream of streams) stream.destroy();
  await gateway.app.close();
  await service.stop();
});

describe('the live stream', () => {
  it('begins with how things are', async () => {
    const client = await Client.listen();
    await eventually(() => ['summary', 'system', 'audit'].every((event) => client.heard(event).length === 1));
    expect(client.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
    });
    expect(client.heard('summary')).toEqual(['{"events":7}']);
    expect(client.text).toContain('id: 7\n');
    expect(JSON.parse(client.heard('system')[0]!)).toMatchObject({
      services: expect.any(Array),
      kafka: { state: 'down' },
    });
    expect(JSON.parse(client.heard('audit')[0]!)).toMatchObject({ state: 'unknown', violated: 0 });
  });

  it('passes on what analytics says, byte by byte, and to who comes later only what stands', async () => {
    const early = await Client.listen();
    await eventually(() => early.heard('summary').length === 1);
    const events = 'event: events\nid: 7\ndata: {"at":"now","sample":[{"orderId":"ü"}]}\n\n'; // the id of the summary
    const bytes = Buffer.from(events);
    streams[0]!.write(bytes.subarray(0, bytes.indexOf('ü') + 1)); // in the middle of a character
    streams[0]!.write(bytes.subarray(bytes.indexOf('ü') + 1));
    streams[0]!.write(': heartbeat\n\n' + summary(8));
    await eventually(() => early.heard('summary').length === 2);
    expect(early.text).toContain(events);
    expect(early.text).not.toContain('\n: heartbeat');
    const late = await Client.listen();
    await eventually(() => late.heard('system').length === 1);
    expect(late.heard('summary')).toEqual(['{"events":8}']);
    expect(late.heard('events')).toEqual([]);
  });

  it('spares a client that comes back the summary that it has', async () => {
    const client = await Client.listen('7');
    await eventually(() => client.heard('system').length === 1);
    streams[0]!.write(summary(8));
    await eventually(() => client.heard('summary').length > 0);
    expect(client.heard('summary')).toEqual(['{"events":8}']);
  });

  it('tells how the services are when that has changed, and only then', async () => {
    const client = await Client.listen();
    await eventually(() => client.heard('system').length === 1);
    const looks = lookedAt('/health');
    await eventually(() => lookedAt('/health') > looks + 15);
    expect(client.heard('system').length).toBe(1);
    health.parts.outbox.details.depth = 4;
    await eventually(() => client.heard('system').length === 2);
    health.parts.outbox.details.depth = 3;
    const views = client.heard('system').map((text) => JSON.parse(text) as SystemView);
    const depths = views.map(({ services }) => services[0]!.outbox);
    expect(depths).toEqual([3, 4]);
  });

  it('asks analytics once for all clients, and again when the connection is lost', async () => {
    const all = await Promise.all([Client.listen(), Client.listen(), Client.listen()]);
    await eventually(() => all.every((client) => client.heard('summary').length === 1));
    expect(lookedAt('/analytics/stream?events=true')).toBe(1);
    streams[0]!.destroy();
    await eventually(() => streams.length === 2);
    streams[1]!.write(summary(9));
    await eventually(() => all.every((client) => client.heard('summary').length === 2));
    expect(all[0].heard('summary')).toEqual(['{"events":7}', '{"events":9}']); // 7 was said again, and not passed on
  });

  it('asks nobody when nobody listens any more', async () => {
    const client = await Client.listen();
    await eventually(() => client.heard('system').length === 1);
    const closed = new Promise((resolve) => streams[0]!.on('close', resolve));
    client.leave();
    await closed;
    expect(listeners()).toBe(0);
    const another = await Client.listen();
    await eventually(() => another.heard('summary').length === 1);
    expect(streams).toHaveLength(2);
  });

  it('is not for who asks for its headers only', async () => {
    const { headers } = await fetch(`${gateway.url}/live`, { method: 'HEAD' });
    expect(headers.get('content-type')).toBe('text/event-stream');
    await eventually(() => listeners() === 0);
  });

  it('drops a client that takes nothing, and keeps the others', async () => {
    const [slow, quick] = [await Client.listen(), await Client.listen()];
    await eventually(() => quick.heard('summary').length === 1);
    slow.response.pause();
    const filler = 'x'.repeat(64 * 1024);
    let sent = 0;
    await eventually(() => {
      streams[0]!.write(`event: events\nid: ${sent}\ndata: ${sent++}${filler}\n\n`);
      return listeners() === 1;
    });
    streams[0]!.write(summary(8));
    await eventually(() => quick.heard('summary').length === 2);
    expect(quick.heard('events')).toHaveLength(sent);
  });

  it('ends for every client when the gateway stops', async () => {
    const client = await Client.listen();
    await eventually(() => client.heard('summary').length === 1);
    await gateway.app.close();
    await eventually(() => client.ended);
    expect(client.response.complete).toBe(true); // an end, and no breaking off
  });
});
