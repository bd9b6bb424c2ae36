import type { DeadLetterDetails } from '../../api/dead-letters';

/** A moment in the life of a letter. */
export interface Moment {
  /** RFC 3339; null: not yet. */
  readonly at: string | null;
  readonly what: string;
  readonly tone: 'neutral' | 'info' | 'ok' | 'warn' | 'bad';
  /** What an operator gave as the reason. */
  readonly reason?: string;
}

const BEHIND = 'An earlier event of the same order was parked: parked behind it';

/** What happened to a letter, oldest first, and last how it stands. */
export function historyOf(letter: DeadLetterDetails): Moment[] {
  const { timestamp, parkedAt, actions, error } = letter;
  return [
    { at: timestamp, what: 'Kafka got the event', tone: 'neutral' },
    { at: parkedAt, what: error ? 'It could not be handled: parked' : BEHIND, tone: 'warn' },
    ...actions
      .filter(({ action }) => action === 'redrive')
      .map(({ actor, at }): Moment => ({ at, what: `Redriven by ${actor}`, tone: 'info' })),
    standingOf(letter),
  ];
}

function standingOf({ state, attempts, nextAttemptAt, resolvedAt, head, actions }: DeadLetterDetails): Moment {
  switch (state) {
    case 'retrying':
      return head
        ? { at: nextAttemptAt, what: `Next attempt, after ${attemptsText(attempts)}`, tone: 'info' }
        : { at: null, what: 'Waits behind an earlier event of the same order', tone: 'info' };
    case 'dead':
      return { at: null, what: `Dead after ${attemptsText(attempts)}: it waits for you`, tone: 'bad' };
    case 'handled':
      return { at: resolvedAt ?? null, what: handledText(attempts, actions), tone: 'ok' };
    case 'discarded': {
      const last = actions.findLast(({ action }) => action === 'discard');
      const reason = last?.reason ?? undefined;
      return {
        at: resolvedAt ?? null,
        what: last ? `Discarded by ${last.actor}` : 'Discarded',
        tone: 'neutral',
        ...(reason !== undefined && { reason }),
      };
    }
  }
}

/** `attempts` are those that failed since the last redrive. */
function handledText(attempts: number, actions: DeadLetterDetails['actions']): string {
  const which = attempts === 0 ? 'the first attempt' : `attempt ${attempts + 1}`;
  return actions.some(({ action }) => action === 'redrive')
    ? `Handled at ${which} since the redrive`
    : `Handled at ${which}`;
}

/** "1 attempt", "10 attempts". */
export const attemptsText = (attempts: number): string => (attempts === 1 ? '1 attempt' : `${attempts} attempts`);
