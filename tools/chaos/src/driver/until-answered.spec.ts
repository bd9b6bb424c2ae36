import { describe, expect, it } from '@jest/globals';
import { untilAnswered } from './until-answered.js';

const problem = (status: number, headers = {}) => Response.json({ status }, { status, headers });

/** Answers one after another; an error is thrown. */
function server(...answers: (Response | Error)[]) {
  let calls = 0;
  const send = () => {
    const answer = answers[calls]!;
    calls += 1;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { send, calls: () => calls };
}

describe('untilAnswered', () => {
  const forever = new AbortController().signal;

  it('repeats what was lost, failed or refused for now, until it is answered', async () => {
    const { send, calls } = server(new TypeError('fetch failed'), problem(500), problem(503), Response.json({ id: 1 }));
    expect(await untilAnswered(send, forever)).toEqual({ status: 200, body: { id: 1 } });
    expect(calls()).toBe(4);
  });

  it('takes a refusal of the request itself for the answer', async () => {
    const { send, calls } = server(problem(409));
    expect(await untilAnswered(send, forever)).toMatchObject({ status: 409 });
    expect(calls()).toBe(1);
  });

  it('waits as long as it is asked to', async () => {
    const { send } = server(problem(503, { 'Retry-After': '1' }), Response.json({}));
    const began = performance.now();
    await untilAnswered(send, forever);
    expect(performance.now() - began).toBeGreaterThan(990);
  });

  it('gives up when it is told to', async () => {
    const ending = new AbortController();
    const send = () => {
      ending.abort();
      return Promise.resolve(problem(503));
    };
    expect(await untilAnswered(send, ending.signal)).toBeUndefined();
  });
});
