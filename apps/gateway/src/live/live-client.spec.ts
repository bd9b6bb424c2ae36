import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { LiveClient } from './live-client.js';
import { LivePace } from './live-pace.js';

describe('LiveClient', () => {
  it('hears in a heartbeat that the connection stands, as an event: a browser keeps comments to itself', async () => {
    const client = new LiveClient(new LivePace());
    client.beat();
    client.end();
    expect(await text(client.stream)).toBe('retry: 3000\n\nevent: heartbeat\ndata: {}\n\n');
  });

  it('ends well when a heartbeat comes while the end waits for a slow reader', async () => {
    const client = new LiveClient(new LivePace());
    client.end();
    client.beat();
    client.end();
    expect(await text(client.stream)).toBe('retry: 3000\n\n');
  });
});
