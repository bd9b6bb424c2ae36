import type { DeadLetter } from '../../api/dead-letters';
import { formatDuration } from '../../ui/format';

type Letter = Pick<DeadLetter, 'state' | 'attempts' | 'nextAttemptAt' | 'error'>;

/** What an event that is still parked waits for, in a sentence. */
export function waitsFor(letter: Letter, now: number): string {
  if (letter.state === 'dead') return `Dead after ${attemptsOf(letter)}: it waits for an operator.`;
  if (letter.error === null) return 'It follows when the one before it is through.';
  return `${attemptsOf(letter)} so far; ${nextOf(letter.nextAttemptAt, now)}.`;
}

export const attemptsOf = ({ attempts }: Pick<Letter, 'attempts'>): string =>
  attempts === 1 ? '1 attempt' : `${attempts} attempts`;

function nextOf(nextAttemptAt: string | null, now: number): string {
  const ms = nextAttemptAt === null ? 0 : Date.parse(nextAttemptAt) - now;
  return ms > 0 ? `the next in ${formatDuration(ms)}` : 'the next is due';
}
