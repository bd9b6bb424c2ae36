import { formatCount } from '../../ui/format';

/** What has become of letters that were redriven together. */
export interface RedriveOutcome {
  readonly handled: number;
  /** They failed again, for good. */
  readonly deadAgain: number;
  readonly discarded: number;
  /** They are still tried. */
  readonly retrying: number;
}

/** Where a service's letters are now, by id. */
export interface Standing {
  readonly retrying: ReadonlySet<number>;
  readonly dead: ReadonlySet<number>;
  readonly discarded: ReadonlySet<number>;
}

/** A letter that is parked no more and was not discarded has been handled. */
export function outcomeOf(redriven: readonly number[], { retrying, dead, discarded }: Standing): RedriveOutcome {
  const count = (ids: ReadonlySet<number>): number => redriven.filter((id) => ids.has(id)).length;
  const gone = redriven.length - count(retrying) - count(dead);
  return {
    handled: gone - count(discarded),
    deadAgain: count(dead),
    discarded: count(discarded),
    retrying: count(retrying),
  };
}

export const isSettled = ({ retrying }: RedriveOutcome): boolean => retrying === 0;

/** "37 handled, 2 dead again"; "nothing was redriven" when there is nothing to tell. */
export function sentenceOf({ handled, deadAgain, discarded, retrying }: RedriveOutcome): string {
  const parts = [
    [handled, 'handled'],
    [deadAgain, 'dead again'],
    [discarded, 'discarded'],
    [retrying, 'still tried'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, fate]) => `${count} ${fate}`);
  return told.join(', ') || 'nothing was redriven';
}

/** What a dry run has found, in words. */
export function dryRunSentence({ redriven, waiting }: { readonly redriven: number; readonly waiting: number }): string {
  if (redriven === 0 && waiting === 0) return 'No dead letter matches.';
  const now = `${redriven} would be tried again now`;
  return waiting === 0
    ? `${now}.`
    : `${now}; ${waiting} wait${waiting === 1 ? 's' : ''} behind an earlier event of the same order and can follow after it.`;
}

/** "1 event", "37 events". */
export const eventsText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'event' : 'events'}`;
