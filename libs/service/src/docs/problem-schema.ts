import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { FieldError, ProblemDetails } from '../problems/problem.js';

const SCALARS = [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }];

@ApiSchema({ name: 'FieldError' })
class FieldErrorSchema implements FieldError {
  @ApiProperty({ example: 'items[0].quantity' }) readonly field!: string;
  @ApiProperty({
    required: false,
    example: 0,
    nullable: true,
    description: 'What was sent, when it is short',
    oneOf: SCALARS,
  })
  readonly value?: unknown;
  @ApiProperty({ example: 'must be a whole number from 1 to 10000' }) readonly message!: string;
}

/** The OpenAPI schema of every error (RFC 9457). */
@ApiSchema({ name: 'Problem' })
export class ProblemSchema implements ProblemDetails {
  [extension: string]: unknown;
  @ApiProperty({ example: 'about:blank' }) readonly type!: string;
  @ApiProperty({ example: 'Bad Request' }) readonly title!: string;
  @ApiProperty({ example: 400 }) readonly status!: number;
  @ApiProperty({ example: 'items[0].quantity must be a whole number from 1 to 10000' }) readonly detail!: string;
  @ApiProperty({ example: '/orders', description: 'The path that was asked for' }) readonly instance!: string;
  @ApiProperty({ example: 'REQUEST.INVALID', description: 'Stable, for programs' }) readonly code!: string;
  @ApiProperty({ description: 'As in the header X-Request-Id' }) readonly requestId!: string;
  @ApiProperty({ required: false, description: 'Of a request that is traced' }) readonly traceId?: string;
  @ApiProperty({ type: [FieldErrorSchema], required: false }) readonly errors?: FieldErrorSchema[];
}
