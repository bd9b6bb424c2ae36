import { applyDecorators, createParamDecorator, HttpStatus, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblem, ApiProblems } from '../docs/api-problem.js';
import { BEARER } from '../docs/docs.js';
import type { Caller } from './caller.js';
import type { Scope } from './scope.js';

export const ACCESS = Symbol('ACCESS');

/** Whom a route or a controller lets in: everybody, who has a valid token (with a scope, where there is one), or operators. */
export type Access = 'public' | 'operator' | { readonly scope?: Scope };

type RouteDecorator = MethodDecorator & ClassDecorator;

/** For a route, or a controller's every route, that answers whoever asks. */
export const Public = (): RouteDecorator => SetMetadata<symbol, Access>(ACCESS, 'public');

/**
 * For a route that wants a caller with this scope; without one, any caller who proves who it is. `AUTH=off`: anybody.
 * `forbidden`: for what else the route answers 403, by code.
 */
export const Requires = (scope?: Scope, forbidden: Readonly<Record<string, string>> = {}): RouteDecorator =>
  applyDecorators(
    SetMetadata<symbol, Access>(ACCESS, { scope }),
    ApiBearerAuth(BEARER),
    ApiProblem(HttpStatus.UNAUTHORIZED, 'AUTH.UNAUTHENTICATED', 'There is no bearer token, or not a valid one'),
    ...(scope
      ? [
          ApiProblems(HttpStatus.FORBIDDEN, {
            'AUTH.INSUFFICIENT_SCOPE': `It needs the scope \`${scope}\``,
            ...forbidden,
          }),
        ]
      : []),
  );

/** Of the requests that the guard has let in, but for those of public routes. */
const callers = new WeakMap<FastifyRequest, Caller>();

export const rememberCaller = (request: FastifyRequest, caller: Caller): unknown => callers.set(request, caller);

/** The caller of the request, as the guard found it. A public route has none, and must not take anyone for one who may do all. */
export const By = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('@By() stands on a public route, where nobody is asked who he is');
  return caller;
});
