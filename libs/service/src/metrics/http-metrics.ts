import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Metrics, type Histogram } from './metrics.js';

/** In seconds: an order is accepted within some milliseconds, and a request that takes 10 s has failed for most clients. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Any other is `_OTHER`, as OpenTelemetry's conventions for HTTP have it. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Times every request that is answered, until its last byte is sent, by the pattern of its route. Left out are answers that are as long as
 * the client wishes, which would hide the others: event streams, and orders that were waited for (`Prefer: wait`, RFC
 * 7240). When they fail, they are problems like any other, and timed.
 */
@Injectable()
export class HttpMetrics {
  private readonly duration: Histogram<'http_request_method' | 'http_route' | 'http_response_status_code'>;

  constructor(metrics: Metrics, host: HttpAdapterHost) {
    this.duration = metrics.histogram({
      name: 'http_server_request_duration_seconds',
      help: 'How long requests took, but for event streams and orders that were waited for',
      labels: ['http_request_method', 'http_route', 'http_response_status_code'],
      buckets: BUCKETS,
    });
    host.init$.subscribe(() => this.follow(host.httpAdapter.getInstance<FastifyInstance>()));
  }

  private follow(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      if (!isAsLongAsWished(reply)) this.observe(request, reply);
      done();
    });
  }

  private observe({ method, routeOptions, is404 }: FastifyRequest, reply: FastifyReply): void {
    const labels = {
      http_request_method: METHODS.has(method) ? method : '_OTHER',
      http_route: (is404 ? undefined : routeOptions.url) ?? 'unknown',
      http_response_status_code: reply.raw.statusCode,
    };
    this.duration.observe(labels, reply.elapsedTime / 1_000);
  }
}

/** Asks Node's response: an event stream is written past Fastify. */
const isAsLongAsWished = ({ raw }: FastifyReply): boolean =>
  (raw.statusCode < 400 && raw.hasHeader('preference-applied')) ||
  String(raw.getHeader('content-type')).startsWith('text/event-stream');
