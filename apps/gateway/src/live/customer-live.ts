import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { GatewaySettings } from '../config.js';
import { upstreamNamed } from '../upstreams/upstreams.js';
import { AnalyticsStream } from './analytics-stream.js';
import { LiveClient } from './live-client.js';
import { LivePace } from './live-pace.js';

/**
 * What customers hear: the events of their own orders. Each listens to analytics with its own token, so that whose events
 * these are is decided in one place, by the service that has them; and by its name, for a service with `AUTH=off` takes no
 * token for anybody's.
 */
@Injectable()
export class CustomerLive implements OnModuleDestroy {
  private readonly clients = new Set<LiveClient>();
  private readonly url: string;

  constructor(
    settings: GatewaySettings,
    private readonly pace: LivePace,
  ) {
    this.url = settings.urlOf(upstreamNamed('analytics'));
  }

  /** One more client: this customer, who has said so by this `Authorization` header. It ends when the service stops. */
  join(customerId: string, authorization: string): LiveClient {
    const client = new LiveClient(this.pace);
    const source = new AnalyticsStream({
      url: this.url,
      headers: () => Promise.resolve({ authorization }),
      customerId,
      pace: this.pace,
      lossLevel: 'debug', // when analytics stops, all customers lose theirs together
      heard: (block) => {
        if (block.event === 'events') client.send(block);
      },
    });
    const heartbeat = setInterval(() => client.beat(), this.pace.heartbeatMs);
    this.clients.add(client);
    client.stream.once('close', () => {
      this.clients.delete(client);
      clearInterval(heartbeat);
      source.stop();
    });
    source.start();
    return client;
  }

  /** Before the HTTP server closes: it waits for open connections. */
  onModuleDestroy(): void {
    for (const client of this.clients) client.end();
  }
}
