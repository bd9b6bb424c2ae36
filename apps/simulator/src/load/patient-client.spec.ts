import { describe, expect, it } from '@jest/globals';
import { type Clock } from '../clock.js';
import { type Answer, type HttpClient } from './http-client.js';
import { PatientClient } from './patient-client.js';

const request = { method: 'POST', path: '/orders', body: {} } as const;
const answer = (status: number, headers = {}): Answer => ({ status, headers, body: { detail: 'At most 6000' } });
const lost = new Error('socket hang up');

/** A server that answers in turn, and goes on with the last. */
function clientOf(...answers: readonly (Answer | Error)[]) {
  const sentAt: number[] = [];
  let time = 0;
  const clock: Clock = {
    now: () => time,
    sleep: (ms) => {
      time += ms;
      return Promise.resolve();
    },
  };
  const send = () => {
    const next = answers[Math.min(sentAt.length, answers.length - 1)]!;
    sentAt.push(time);
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const told: string[] = [];
  const ending = new AbortController();
  const client = new PatientClient({ send } as unknown as HttpClient, {
    clock,
    signal: ending.signal,
    onLimit: (seconds, detail) => told.push(`${seconds} s: ${detail}`),
  });
  return { client, sentAt, told, ending };
}

describe('a patient client', () => {
  it('hands over a definite answer at once', async () => {
    const { client } = clientOf(answer(400));
    expect(await client.send(request)).toEqual({ answer: answer(400), attempts: 1 });
  });

  it('sends nothing until Retry-After is over, and tells of it once', async () => {
    const { client, sentAt, told } = clientOf(answer(429, { 'retry-after': '7' }), answer(201));
    expect(await client.send(request)).toEqual({ answer: answer(201), attempts: 2 });
    expect(sentAt).toEqual([0, 7_000]);
    expect(told).toEqual(['7 s: At most 6000']);
    expect(client.limited).toBe(1);
  });

  it('waits out faults that pass', async () => {
    const { client } = clientOf(lost, answer(503), answer(504), answer(201));
    expect(await client.send(request)).toEqual({ answer: answer(201), attempts: 4 });
  });

  it('gives up when a fault does not pass', async () => {
    const { client, sentAt } = clientOf(lost);
    await expect(client.send(request)).rejects.toThrow('socket hang up');
    expect(sentAt.at(-1)).toBeGreaterThanOrEqual(30_000);
    expect(sentAt.at(-1)).toBeLessThan(40_000);
  });

  it('gives up at once when it is interrupted', async () => {
    const { client, ending } = clientOf(answer(429, { 'retry-after': '60' }));
    ending.abort();
    expect((await client.send(request)).answer.status).toBe(429);
  });
});
