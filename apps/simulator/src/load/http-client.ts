import { Agent as HttpAgent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, all else as JSON. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed where it is JSON, else undefined. */
  readonly body: unknown;
}

/** So that a slow server gets a queue here rather than more and more connections. */
const CONNECTIONS = 64;
const SILENCE_MS = 45_000;

/** Requests to one server through a bounded number of kept connections; those above it wait for a free one. */
export class HttpClient {
  private readonly agent: HttpAgent;
  private readonly begin: typeof httpRequest;

  /** @param token sent with each request, as a bearer token; undefined where nobody asks for one. */
  constructor(
    readonly base: URL,
    private readonly token?: string,
  ) {
    const options = { keepAlive: true, maxSockets: CONNECTIONS };
    const secure = base.protocol === 'https:';
    this.agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
    this.begin = secure ? httpsRequest : httpRequest;
  }

  /** Resolves with any answer; rejects when there is no whole one. Nothing is repeated. */
  send({ method, path, headers, body }: HttpRequest): Promise<Answer> {
    const content = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const contentHeaders = content !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(content)),
    };
    const authorization = this.token !== undefined && { authorization: `Bearer ${this.token}` };
    return new Promise((resolve, reject) => {
      const outgoing = this.begin(this.urlOf(path), {
        agent: this.agent,
        method,
        headers: { ...headers, ...contentHeaders, ...authorization },
      });
      outgoing.setTimeout(SILENCE_MS, () => outgoing.destroy(new Error(`no answer within ${SILENCE_MS / 1_000} s`)));
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => {
        const { statusCode = 0, headers: answered } = incoming;
        text(incoming).then(
          (received) => resolve({ status: statusCode, headers: answered, body: jsonOf(received) }),
          reject,
        );
      });
      outgoing.end(content);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  /** The base may have a path of its own, such as behind a proxy. */
  private urlOf(path: string): URL {
    return new URL(this.base.pathname.replace(/\/$/, '') + path, this.base);
  }
}

function jsonOf(received: string): unknown {
  try {
    return JSON.parse(received);
  } catch {
    return undefined;
  }
}
