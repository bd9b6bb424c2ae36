import { applyDecorators, HttpStatus, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { ACCESS, type Access } from '../auth/requires.js';
import { ApiProblems } from '../docs/api-problem.js';
import { BEARER } from '../docs/docs.js';

/** For a controller whose routes are for operators only; `@By()` then names who asks, for the audit. */
export const OperatorRoutes = (): ClassDecorator =>
  applyDecorators(
    SetMetadata<symbol, Access>(ACCESS, 'operator'),
    ApiBearerAuth(BEARER),
    ApiProblems(HttpStatus.UNAUTHORIZED, {
      'AUTH.UNAUTHENTICATED': 'There is no bearer token, or not a valid one',
      'OPERATOR.UNAUTHENTICATED': 'The same with `AUTH=off`: it must be one of OPERATOR_TOKENS',
    }),
    ApiProblems(HttpStatus.FORBIDDEN, {
      'AUTH.INSUFFICIENT_SCOPE': 'The token has not the scope `admin`',
      'OPERATOR.LOOPBACK_ONLY': 'With `AUTH=off` and no OPERATOR_TOKENS the caller must be on this machine',
      'OPERATOR.FOREIGN_ORIGIN': 'With `AUTH=off`: a POST that the page of another site sends',
    }),
  );
