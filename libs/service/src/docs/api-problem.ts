import { ApiResponse } from '@nestjs/swagger';

/** Documents an error of a route: its stable code, and when it comes. */
export const ApiProblem = (status: number, code: string, when: string): MethodDecorator =>
  ApiResponse({
    status,
    description: `\`${code}\`: ${when}`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
