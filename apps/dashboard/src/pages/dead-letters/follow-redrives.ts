import { signal } from '@preact/signals';
import { listDeadLetters, type DeadLetterFilter, type DeadLetterService } from '../../api/dead-letters';
import { problemOf } from '../../api/problem';
import { request } from '../../api/request';
import { toast } from '../../ui/toasts';
import { isSettled, outcomeOf, sentenceOf, type RedriveOutcome } from './redrive-outcome';
import { standingOf } from './standing';

/** Letters that were redriven together and are followed until none of them is tried any more. */
export interface Redrive {
  readonly service: DeadLetterService;
  /** What was redriven, for people. */
  readonly title: string;
  readonly ids: readonly number[];
  /** What selected them. */
  readonly filter: DeadLetterFilter;
  /** Redriven as well, but too many to be followed. */
  readonly unfollowed: number;
  /** Dead ones that were left, as they wait behind an earlier event of their key. */
  readonly waiting: number;
}

export interface FollowedRedrive extends Redrive {
  readonly id: number;
  readonly outcome: RedriveOutcome;
  readonly settled: boolean;
  /** Why it is not known how they stand; the next look may know. */
  readonly error?: string;
}

/** The redrives of this visit, newest first. They are followed on other pages, too. */
export const redrives = signal<readonly FollowedRedrive[]>([]);

const FIRST_LOOK_MS = 500;
const LOOK_EVERY_MS = 2_000;
let lastId = 0;

/** Looks every two seconds what has become of the letters, and says so when all is told. */
export function followRedrive(redrive: Redrive): void {
  const id = ++lastId;
  const outcome = { handled: 0, deadAgain: 0, discarded: 0, retrying: redrive.ids.length };
  redrives.value = [{ ...redrive, id, outcome, settled: redrive.ids.length === 0 }, ...redrives.value.slice(0, 4)];
  if (redrive.ids.length > 0) setTimeout(() => void look(id), FIRST_LOOK_MS);
}

/** Takes a redrive off the list and follows it no more. */
export function forgetRedrive(id: number): void {
  redrives.value = redrives.value.filter((redrive) => redrive.id !== id);
}

async function look(id: number): Promise<void> {
  const redrive = redrives.value.find((candidate) => candidate.id === id);
  if (!redrive || redrive.settled) return;
  try {
    const { service, ids, filter } = redrive;
    const standing = await standingOf(
      (query) => request(listDeadLetters(service, query), undefined, { ask: false }),
      ids,
      filter.eventType,
    );
    const outcome = outcomeOf(ids, standing);
    const settled = isSettled(outcome);
    change(id, { outcome, settled, error: undefined });
    if (settled) toast(`${redrive.title}: ${sentenceOf(outcome)}`, outcome.deadAgain > 0 ? 'bad' : 'ok');
  } catch (error) {
    change(id, { error: problemOf(error).message });
  }
  setTimeout(() => void look(id), LOOK_EVERY_MS);
}

function change(id: number, changes: Partial<FollowedRedrive>): void {
  redrives.value = redrives.value.map((redrive) => (redrive.id === id ? { ...redrive, ...changes } : redrive));
}
