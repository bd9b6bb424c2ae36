import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { traceIdOf } from '../tracing/request-span.js';
import { isUnexpected, problemOf } from './problem-of.js';

/** Answers every error as RFC 9457 problem details, whoever raised it: a handler, a pipe, the router or the parser. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): void {
    // An event's handler has no client to answer: its error belongs to whoever delivers the event.
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    this.answer(error, request, host.switchToHttp().getResponse<FastifyReply>());
  }

  private answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (isUnexpected(error)) {
      const { id: requestId } = request;
      this.logger.error({ requestId, traceId: traceIdOf(request), msg: `${routeOf(request)} failed` }, error);
    }
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy(); // too late for an answer: an answer that breaks off says that it is not whole
      return;
    }
    sendProblem(error, request, reply);
  }
}

/** Not the path itself: what is in it may concern a person. */
const routeOf = ({ method, routeOptions: { url = 'An unknown route' } }: FastifyRequest): string => `${method} ${url}`;

/** Sends an error as problem details outside Nest's routes: a plug-in's error handler, a hook. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  const body = JSON.stringify(problem.detailsFor(request));
  void reply.status(problem.getStatus()).headers(problem.headers).send(body);
}
