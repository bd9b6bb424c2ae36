import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { GatewaySettings } from '../config.js';
import { Auditor } from '../invariants/auditor.js';
import { SystemStatus } from '../system/system-status.js';
import { OwnCredentials } from '../upstreams/own-credentials.js';
import { upstreamNamed } from '../upstreams/upstreams.js';
import { AnalyticsStream } from './analytics-stream.js';
import { LiveClient } from './live-client.js';
import { LivePace } from './live-pace.js';
import { sseEvent, type SseBlock } from './sse-block.js';
import { Watch } from './watch.js';

/** With its token analytics ends the stream, which then is opened again. */
const TTL_SECONDS = 60 * 60;
/** What of analytics' stream is passed on. */
const PASSED_ON: readonly (string | undefined)[] = ['summary', 'events'];

/** Runs while somebody listens. */
interface Source {
  start(): void;
  stop(): void;
}

/**
 * Everything that a page shows live to who may see everything, for any number of pages: one connection to analytics and one
 * look at the services and the invariants serve them all, and without a page there is none. An event is written once, as
 * bytes.
 */
@Injectable()
export class LiveHub implements OnModuleDestroy {
  private readonly clients = new Set<LiveClient>();
  /** Of each kind that says how things are, what was said last. */
  private readonly latest = new Map<string, SseBlock>();
  private readonly sources: readonly Source[];
  private heartbeat?: NodeJS.Timeout;
  private closed = false;

  constructor(
    settings: GatewaySettings,
    system: SystemStatus,
    auditor: Auditor,
    credentials: OwnCredentials,
    private readonly pace: LivePace,
  ) {
    this.sources = [
      new AnalyticsStream({
        url: settings.urlOf(upstreamNamed('analytics')),
        headers: () => credentials.headers(TTL_SECONDS),
        pace,
        lossLevel: 'warn',
        heard: (block) => {
          if (PASSED_ON.includes(block.event)) this.publish(block);
        },
      }),
      new Watch({
        name: 'How the services are',
        look: () => system.view(),
        textOf: ({ at: _at, ...view }) => JSON.stringify(view),
        everyMs: pace.systemMs,
        changed: (view) => this.publish(sseEvent('system', JSON.stringify(view))),
      }),
      new Watch({
        name: 'How the invariants are',
        look: () => auditor.summary(),
        everyMs: pace.auditMs,
        changed: (summary) => this.publish(sseEvent('audit', JSON.stringify(summary))),
      }),
    ];
  }

  /** How many listen. */
  get listeners(): number {
    return this.clients.size;
  }

  /**
   * One more client. Its stream begins with what is known of each kind, but for a summary with the id
   * `lastEventId`, and ends when the service stops.
   */
  join(lastEventId?: string): LiveClient {
    const client = new LiveClient(this.pace, lastEventId);
    if (this.closed) {
      client.end();
      return client;
    }
    for (const block of this.latest.values()) client.send(block);
    this.clients.add(client);
    client.stream.once('close', () => this.leave(client));
    if (this.clients.size === 1) this.begin();
    return client;
  }

  /** Before the HTTP server closes: it waits for open connections. */
  onModuleDestroy(): void {
    this.closed = true;
    for (const client of this.clients) client.end();
    this.clients.clear();
    this.rest();
  }

  private leave(client: LiveClient): void {
    if (this.clients.delete(client) && this.clients.size === 0) this.rest();
  }

  private begin(): void {
    for (const source of this.sources) source.start();
    this.heartbeat = setInterval(() => {
      for (const client of this.clients) client.beat();
    }, this.pace.heartbeatMs);
  }

  private rest(): void {
    clearInterval(this.heartbeat);
    for (const source of this.sources) source.stop();
    this.latest.clear(); // by the time somebody comes it would be old
  }

  private publish(block: SseBlock): void {
    if (block.event !== undefined && block.event !== 'events') this.latest.set(block.event, block);
    for (const client of this.clients) client.send(block);
  }
}
