/** One who listens to a stream of server-sent events, and all that it has heard. */
export class LiveListener {
  heard = '';
  private readonly leaving = new AbortController();

  /** @throws Error when the server does not let it listen */
  static async at(url: string, token: string): Promise<LiveListener> {
    const listener = new LiveListener();
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: listener.leaving.signal,
    });
    if (!response.ok) throw new Error(`${url} answers ${response.status}`);
    void listener.follow(response.body!).catch(() => undefined); // it has left, or the stream has ended
    return listener;
  }

  /** What it has heard that holds one of these texts. */
  linesWith(texts: readonly string[]): string[] {
    return this.heard.split('\n').filter((line) => texts.some((text) => line.includes(text)));
  }

  leave(): void {
    this.leaving.abort();
  }

  private async follow(body: ReadableStream<Uint8Array>): Promise<void> {
    for await (const text of body.pipeThrough(new TextDecoderStream())) this.heard += text;
  }
}
