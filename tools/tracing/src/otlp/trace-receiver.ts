import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { type Span } from '../span.js';
import { decodeSpans } from './decode-spans.js';

/** OTLP's own port over HTTP. */
export const OTLP_PORT = 4318;

const HOST = '127.0.0.1';
const PROTOBUF = 'application/x-protobuf';

/**
 * Receives traces over OTLP/HTTP with protobuf, also compressed, from programs on this machine
 * (https://opentelemetry.io/docs/specs/otlp/#otlphttp). It answers when `take` has returned, and 503 when it has thrown.
 */
export class TraceReceiver {
  private constructor(private readonly server: Server) {}

  /** Listens on `port`, or on any free one where that is taken. */
  static async listen(take: (spans: readonly Span[]) => void, port = 0): Promise<TraceReceiver> {
    const server = createServer((incoming, outgoing) => void answer(incoming, outgoing, take));
    server.listen(port, HOST);
    await once(server, 'listening').catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      server.listen(0, HOST);
      await once(server, 'listening');
    });
    return new TraceReceiver(server);
  }

  /** What OTEL_EXPORTER_OTLP_ENDPOINT has to be. */
  get endpoint(): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends at once: an export under way fails. */
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close().closeAllConnections();
    await closed;
  }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  take: (spans: readonly Span[]) => void,
): Promise<void> {
  const refusal = refusalOf(incoming);
  if (refusal) {
    incoming.resume();
    outgoing.writeHead(refusal).end();
    return;
  }
  // With 200 an empty message, which says that everything was taken.
  outgoing.writeHead(await statusOf(incoming, take), { 'content-type': PROTOBUF }).end();
}

async function statusOf(incoming: IncomingMessage, take: (spans: readonly Span[]) => void): Promise<number> {
  const spans = await bodyOf(incoming)
    .then(decodeSpans)
    .catch(() => undefined);
  if (!spans) return 400;
  try {
    take(spans);
    return 200;
  } catch {
    return 503; // An exporter tries again.
  }
}

/** The status that refuses a request by its head. */
function refusalOf({ method, url, headers }: IncomingMessage): number | undefined {
  if (url !== '/v1/traces') return 404;
  if (method !== 'POST') return 405;
  return headers['content-type'] === PROTOBUF ? undefined : 415;
}

function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  return buffer(incoming.headers['content-encoding'] === 'gzip' ? incoming.pipe(createGunzip()) : incoming);
}
