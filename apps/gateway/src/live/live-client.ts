import { Readable } from 'node:stream';
import type { LivePace } from './live-pace.js';
import { sseEvent, type SseBlock } from './sse-block.js';

const HEARTBEAT = sseEvent('heartbeat', '{}');

/** One who listens. What cannot be sent yet waits in memory, up to a bound: past it the client is dropped. */
export class LiveClient {
  /** What is sent; destroyed when the client leaves or is dropped. */
  readonly stream = new Readable({ read: () => undefined });
  private ended = false;

  /** `lastSummaryId`: of what the client, coming back, has had. */
  constructor(
    private readonly pace: LivePace,
    private lastSummaryId?: string,
  ) {
    this.write(Buffer.from(`retry: ${pace.retryMs}\n\n`));
  }

  /** Keeps proxies from closing a quiet connection, and tells the client that it stands: of a comment a page hears nothing. */
  beat(): void {
    this.write(HEARTBEAT.bytes);
  }

  /** Sends an event, unless it is the summary that the client has. */
  send({ event, id, bytes }: SseBlock): void {
    // Any other id is a number within one connection to analytics: the next connection has it again.
    if (event === 'summary' && id !== undefined) {
      if (id === this.lastSummaryId) return;
      this.lastSummaryId = id;
    }
    this.write(bytes);
  }

  write(bytes: Buffer): void {
    if (this.ended || this.stream.destroyed) return;
    this.stream.push(bytes);
    if (this.stream.readableLength > this.pace.maxWaitingBytes) this.stream.destroy(); // it comes back when it can
  }

  /** What waits is sent before the end; nothing is taken any more. */
  end(): void {
    this.ended = true;
    this.stream.push(null);
  }
}
