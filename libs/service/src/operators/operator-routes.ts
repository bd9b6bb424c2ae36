import { applyDecorators, HttpStatus, UseGuards } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { ApiProblem, ApiProblems } from '../docs/api-problem.js';
import { OPERATOR } from '../docs/docs.js';
import { OperatorGuard } from './operator.guard.js';

/** For a controller whose routes are for operators only; `@Operator()` is then the name of who asks. */
export const OperatorRoutes = (): ClassDecorator =>
  applyDecorators(
    UseGuards(OperatorGuard),
    ApiBearerAuth(OPERATOR),
    ApiProblem(HttpStatus.UNAUTHORIZED, 'OPERATOR.UNAUTHENTICATED', 'There is no bearer token, or an unknown one'),
    ApiProblems(HttpStatus.FORBIDDEN, {
      'OPERATOR.LOOPBACK_ONLY': 'No OPERATOR_TOKENS are set, and the caller is not on this machine',
      'OPERATOR.FOREIGN_ORIGIN': 'A POST that the page of another site sends',
    }),
  );
