import type { IncomingHttpHeaders } from 'node:http';
import { REQUEST_ID_HEADER } from '@orderflow/service';
import type { FastifyRequest } from 'fastify';
import { upstreamTraceHeaders } from './upstream-span.js';

/** Headers about one connection, not about the request or the answer (RFC 9110, 7.6.1), which a proxy must not pass on. */
const HOP_BY_HOP = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The request's headers as its service gets them: with the request's id and trace, without those of the client's connection. */
export function forwardedHeaders(request: FastifyRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const forwarded = { ...endToEnd(headers), [REQUEST_ID_HEADER]: request.id, ...upstreamTraceHeaders(request) };
  // A GET's body is not read, so it is not sent on; announced without being sent it would break the connection.
  return request.body === undefined ? without(forwarded, ['content-length', 'content-type']) : forwarded;
}

/** The headers without those of the connection that they came by. */
export const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders => without(headers, HOP_BY_HOP);

const without = (headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
