import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ServiceSettings } from '../settings/service-settings.js';
import { operatorOf } from './operator-access.js';

const operators = new WeakMap<FastifyRequest, string>();

/** Lets operators in and nobody else; see `operatorOf`. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(private readonly settings: ServiceSettings) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    operators.set(request, operatorOf(request.raw, this.settings.OPERATOR_TOKENS));
    return true;
  }
}

/** The name of the operator whom the `OperatorGuard` let in. */
export const Operator = createParamDecorator((_data: unknown, context: ExecutionContext): string | undefined =>
  operators.get(context.switchToHttp().getRequest<FastifyRequest>()),
);
