import { delayBefore, SILENCE_MS } from './reconnect';

export interface StreamHandlers {
  /** By the event's name. */
  readonly on: Readonly<Record<string, (data: unknown) => void>>;
  /** Something came, a heartbeat included where the browser shows it, or the connection opened. */
  readonly heard: () => void;
  readonly connected: (connected: boolean) => void;
}

/**
 * One EventSource that does not give up: the browser itself connects anew when a connection breaks; after an HTTP error,
 * and when a connection has been silent for too long, it is opened anew here, later and later.
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
    const source = new EventSource(this.url);
    this.source = source;
    source.addEventListener('open', () => {
      this.attempt = 0;
      this.handlers.connected(true);
      this.listened();
    });
    source.addEventListener('error', () => {
      this.handlers.connected(false);
      if (source.readyState === EventSource.CLOSED) this.openLater();
    });
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
