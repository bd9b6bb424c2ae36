import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { invalidRequest } from '@orderflow/service';
import type { FastifyRequest } from 'fastify';

const ACCEPTED = /^[\x21-\x7e]{1,255}$/;

/** The request's `Idempotency-Key` header; 400 without a usable one. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (typeof key === 'string' && ACCEPTED.test(key)) return key;
  throw invalidRequest([{ field: 'Idempotency-Key', message: 'must be sent: 1 to 255 visible ASCII characters' }]);
});
