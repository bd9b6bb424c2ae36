import type { EventSource } from 'eventsource';
import { listen } from './listen';
import { delayBefore, SILENCE_MS } from './reconnect';

export interface StreamHandlers {
  /** By the event's name. */
  readonly on: Readonly<Record<string, (data: unknown) => void>>;
  /** Something came or the connection opened. */
  readonly heard: () => void;
  readonly connected: (connected: boolean) => void;
  /** The server wants to know who asks: it says why, and nothing is tried again until `open` is called. */
  readonly refused: (reason: string) => void;
}

/**
 * One EventSource that does not give up: it connects anew by itself when a connection breaks; after an HTTP error, and when
 * a connection has been silent for too long, it is opened anew here, later and later.
 */
export class Stream {
  private source: EventSource | undefined;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly handlers: StreamHandlers,
  ) {}

  open(): void {
    this.close();
    const source = listen(this.url, (reason) => {
      if (this.source !== source) return;
      this.close();
      this.handlers.connected(false);
      this.handlers.refused(reason);
    });
    this.source = source;
    source.addEventListener('open', () => {
      this.attempt = 0;
      this.handlers.connected(true);
      this.listened();
    });
    source.addEventListener('error', () => {
      if (this.source !== source) return;
      this.handlers.connected(false);
      if (source.readyState === source.CLOSED) this.openLater();
    });
    source.addEventListener('heartbeat', () => this.listened());
    for (const [name, handle] of Object.entries(this.handlers.on)) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        this.listened();
        handle(JSON.parse(data));
      });
    }
  }

  close(): void {
    clearTimeout(this.retry);
    clearTimeout(this.silence);
    this.source?.close();
    this.source = undefined;
  }

  private listened(): void {
    this.handlers.heard();
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.open(), SILENCE_MS);
  }

  private openLater(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), delayBefore(this.attempt));
    this.attempt += 1;
  }
}
