import { ApiResponse } from '@nestjs/swagger';

/** Documents an error of a route, or of a controller's every route: its stable code, and when it comes. */
export const ApiProblem = (status: number, code: string, when: string): MethodDecorator & ClassDecorator =>
  ApiProblems(status, { [code]: when });

/** The same for errors that share a status. */
export const ApiProblems = (
  status: number,
  whenByCode: Readonly<Record<string, string>>,
): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description: Object.entries(whenByCode)
      .map(([code, when]) => `\`${code}\`: ${when}`)
      .join('\n\n'),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
