import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

const inventory: Answer = (_request, response) =>
  response.setHeader('content-type', 'application/json').end('{"items":[]}');

/** A service behind the gateway that answers as a test says, and keeps what it was asked. */
export class FakeService {
  readonly requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  answer: Answer = inventory;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeService> {
    const server = createServer();
    const service = new FakeService(server);
    server.on('request', (request, response) => void service.serve(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.requests.length = 0;
    this.answer = inventory;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    this.requests.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    this.answer(request, response);
  }
}
