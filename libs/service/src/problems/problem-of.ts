import { STATUS_CODES } from 'node:http';
import { HttpException, HttpStatus } from '@nestjs/common';
import { Problem } from './problem.js';

/** What Fastify itself refuses, by the code of its error. */
const REFUSED_BY_FASTIFY: Readonly<Record<string, { code: string; detail: string }>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'REQUEST.MALFORMED_JSON', detail: 'The body is not valid JSON' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'REQUEST.MALFORMED_JSON', detail: 'The body is empty, but declared as JSON' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
    detail: 'The body must be JSON: send it with Content-Type: application/json',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'REQUEST.TOO_LARGE', detail: 'The body is larger than 256 KiB' },
};

/** The problem that an error becomes. It tells the client nothing of a fault of ours. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  const refusal = REFUSED_BY_FASTIFY[fastifyCodeOf(error) ?? ''];
  return new Problem({ status, code: codeOf(status), detail: detailOf(error, status), ...refusal });
}

/** Whether the error is a fault of ours, to be logged with its stack. */
export const isUnexpected = (error: unknown): boolean => !(error instanceof Problem) && statusOf(error) >= 500;

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  // Fastify and its plug-ins say so when the client is at fault.
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : HttpStatus.INTERNAL_SERVER_ERROR;
}

function fastifyCodeOf(error: unknown): string | undefined {
  const { code } = ((error instanceof HttpException ? error.cause : error) ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** 404 becomes REQUEST.NOT_FOUND, 503 SERVER.SERVICE_UNAVAILABLE. */
function codeOf(status: number): string {
  const phrase = (STATUS_CODES[status] ?? 'Error').toUpperCase().replaceAll(/[^A-Z]+/g, '_');
  return `${status < 500 ? 'REQUEST' : 'SERVER'}.${phrase}`;
}

function detailOf(error: unknown, status: number): string {
  if (status >= 500) return 'Something went wrong on our side; it has been logged';
  return error instanceof Error ? error.message : String(error);
}
