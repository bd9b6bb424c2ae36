import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Authenticator } from './authenticator.js';
import { requireScope, type Caller } from './caller.js';
import { ACCESS, rememberCaller, type Access } from './requires.js';

/** Lets each route's callers in, as `@Public()`, `@Requires()` or `@OperatorRoutes()` says, and nobody else. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === undefined) return false; // the service does not start with such a route
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    rememberCaller(request, await this.callerOf(request, access));
    return true;
  }

  private async callerOf({ raw }: FastifyRequest, access: Exclude<Access, 'public'>): Promise<Caller> {
    if (access === 'operator') return this.authenticator.operator(raw);
    const caller = await this.authenticator.authenticate(raw);
    if (access.scope) requireScope(caller, access.scope);
    return caller;
  }
}
