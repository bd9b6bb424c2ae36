import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Route } from './routes.js';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON, taken to be a `Body`. */
  readonly body: Body;
}

export type RequestHeaders = Readonly<Record<string, string>>;

const JSON_BODY: RequestHeaders = { 'content-type': 'application/json' };

/** A running instance of a service, and what its clients can do. */
export class Instance {
  private closing?: Promise<void>;

  constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    /** Of its own, by HTTP. */
    readonly routes: readonly Route[],
  ) {}

  get<Body>(path: string, headers?: RequestHeaders): Promise<Answer<Body>> {
    return this.request('GET', path, headers);
  }

  /** The body is sent as JSON. */
  post<Body>(path: string, body: unknown, headers?: RequestHeaders): Promise<Answer<Body>> {
    return this.request('POST', path, { ...JSON_BODY, ...headers }, JSON.stringify(body));
  }

  /** The body is sent as JSON. */
  put<Body>(path: string, body: unknown, headers?: RequestHeaders): Promise<Answer<Body>> {
    return this.request('PUT', path, { ...JSON_BODY, ...headers }, JSON.stringify(body));
  }

  /** The body is sent as it is. */
  async request<Body>(
    method: string,
    path: string,
    headers: RequestHeaders = {},
    body?: string,
  ): Promise<Answer<Body>> {
    const response = await fetch(this.url + path, { method, headers, body });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }

  /** Stops it in good order. A second call waits for the first. */
  close(): Promise<void> {
    return (this.closing ??= this.app.close());
  }
}
