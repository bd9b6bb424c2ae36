import { get, type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { Logger } from '@nestjs/common';
import { codeOf } from '../upstreams/upstream-problem.js';
import type { LivePace } from './live-pace.js';
import { SseReader, type SseBlock } from './sse-block.js';

export interface Listening {
  /** Where analytics is. */
  readonly url: string;
  /** Who listens; asked for each connection. */
  readonly headers: () => Promise<OutgoingHttpHeaders>;
  /** Whose events alone are wanted, whoever listens. Not set: everybody's. */
  readonly customerId?: string;
  readonly pace: LivePace;
  /** How loudly it is told that the connection is lost. */
  readonly lossLevel: 'warn' | 'debug';
  /** Gets every event, and never one twice but for the summary of a new connection. */
  readonly heard: (block: SseBlock) => void;
}

/** A connection to the stream of analytics, from `start` to `stop`; it is made again whenever it is lost. */
export class AnalyticsStream {
  private readonly logger = new Logger('Live');
  private request?: ClientRequest;
  private again?: NodeJS.Timeout;
  private round = 0;
  private waitMs: number;
  private trouble?: string;

  constructor(private readonly listening: Listening) {
    this.waitMs = listening.pace.reconnectMs;
  }

  start(): void {
    this.waitMs = this.listening.pace.reconnectMs;
    void this.connect();
  }

  stop(): void {
    clearTimeout(this.again);
    this.round++;
    const { request } = this;
    this.request = undefined;
    request?.destroy();
  }

  private async connect(): Promise<void> {
    const round = ++this.round;
    try {
      const headers = { accept: 'text/event-stream', ...(await this.listening.headers()) };
      if (round === this.round) this.open(headers);
    } catch (error) {
      if (round === this.round) this.connectLater(codeOf(error as Error));
    }
  }

  private open(headers: OutgoingHttpHeaders): void {
    const { url, pace, customerId } = this.listening;
    const query = new URLSearchParams({ events: 'true', ...(customerId !== undefined && { customerId }) });
    const request = get(`${url}/analytics/stream?${query.toString()}`, { headers });
    this.request = request;
    request.setTimeout(pace.silenceMs, () => request.destroy(new Error('it is silent')));
    request.on('response', (response) => this.follow(request, response));
    request.on('error', (error) => this.lost(request, codeOf(error)));
  }

  private follow(request: ClientRequest, response: IncomingMessage): void {
    if (response.statusCode !== 200) {
      request.destroy(new Error(`it answers ${response.statusCode}`));
      return;
    }
    this.trouble = undefined;
    const reader = new SseReader();
    response.setEncoding('utf8').on('data', (text: string) => {
      this.waitMs = this.listening.pace.reconnectMs;
      if (this.request === request) this.pass(request, reader, text);
    });
    response.on('error', (error) => this.lost(request, codeOf(error)));
    response.on('close', () => this.lost(request, 'it has ended the stream'));
  }

  private pass(request: ClientRequest, reader: SseReader, text: string): void {
    try {
      for (const block of reader.read(text)) this.listening.heard(block);
    } catch (error) {
      request.destroy(error as Error);
    }
  }

  /** Told several times of one loss. */
  private lost(request: ClientRequest, reason: string): void {
    if (this.request !== request) return;
    this.request = undefined;
    this.connectLater(reason);
  }

  private connectLater(reason: string): void {
    if (reason !== this.trouble) this.logger[this.listening.lossLevel](`The stream of analytics is away: ${reason}`);
    this.trouble = reason;
    this.again = setTimeout(() => void this.connect(), this.waitMs);
    this.waitMs = Math.min(this.waitMs * 2, this.listening.pace.longestReconnectMs);
  }
}
