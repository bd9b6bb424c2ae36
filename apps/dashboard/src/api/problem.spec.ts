import { describe, expect, it } from '@jest/globals';
import { ApiProblem, problemOf } from './problem';

describe('a problem', () => {
  it.each([
    [0, true],
    [500, false],
    [502, true],
    [504, true],
    [404, false],
  ])('of status %d is an outage: %s', (status, outage) => {
    expect(new ApiProblem(status, {}).isOutage).toBe(outage);
  });

  it('says what happened even when the server says nothing', () => {
    expect(new ApiProblem(418, {})).toMatchObject({ code: 'HTTP.418', message: 'The server answered 418' });
    expect(problemOf('lost')).toMatchObject({ code: 'NETWORK', message: 'The gateway does not answer (lost)' });
  });
});
