import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { traceIdOf } from '../tracing/request-span.js';

/** A field that was refused, by its path in the request: `items[0].quantity`. */
export interface FieldError {
  readonly field: string;
  /** What was sent, when it is short enough to repeat. */
  readonly value?: unknown;
  /** What is accepted: "must be a whole number from 1 to 10000". */
  readonly message: string;
}

export interface ProblemOptions {
  /** 400 to 599. */
  readonly status: number;
  /** Stable, for programs: `ORDER.NOT_FOUND`. */
  readonly code: string;
  /** What is wrong with this request, for people. */
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  /** In seconds; becomes the `Retry-After` header. */
  readonly retryAfter?: number;
  /** How to prove who asks, with a 401; becomes the `WWW-Authenticate` header. */
  readonly challenge?: string;
  /** Any other member becomes an extension of the problem details. */
  readonly [extension: string]: unknown;
}

/** The members that RFC 9457 gives every problem, and ours. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly requestId: string;
  /** Of a request that is traced. */
  readonly traceId?: string;
  readonly errors?: readonly FieldError[];
  readonly [extension: string]: unknown;
}

/** An error that the client may see, answered as RFC 9457 problem details. */
export class Problem extends HttpException {
  constructor(private readonly problem: ProblemOptions) {
    super(problem.detail, problem.status);
  }

  /** The body for a request: `instance` is its path, without the query. */
  detailsFor(request: { readonly url: string; readonly id: string }): ProblemDetails {
    const traceId = traceIdOf(request);
    const { status, code, detail, errors, retryAfter: _wait, challenge: _challenge, ...extensions } = this.problem;
    return {
      type: 'about:blank', // `code` tells problems of one status apart
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail,
      instance: request.url.split('?', 1)[0]!,
      code,
      requestId: request.id,
      ...(traceId && { traceId }),
      ...(errors && { errors }),
      ...extensions,
    };
  }

  /** The header fields that go with the body. */
  get headers(): Readonly<Record<string, string>> {
    const { retryAfter, challenge } = this.problem;
    return {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...(challenge !== undefined && { 'www-authenticate': challenge }),
    };
  }
}
