import type { DeadLetter, DeadLettersQuery } from '../../api/dead-letters';
import type { Page } from '../../api/request';
import type { Standing } from './redrive-outcome';

/** Reads one page of a service's letters, newest first. */
export type ReadPage = (query: DeadLettersQuery) => Promise<Page<DeadLetter>>;

const PER_PAGE = 100;

/** No more letters than these are followed one by one. */
export const MOST_FOLLOWED = 1_000;

/** The ids that a redrive of this filter would take: dead and the first of their key; at most `MOST_FOLLOWED`. */
export async function idsToRedrive(read: ReadPage, filter: DeadLettersQuery): Promise<number[]> {
  const letters = await readAll(read, { ...filter, state: 'dead' }, 0);
  return letters
    .filter(({ head }) => head)
    .map(({ id }) => id)
    .slice(0, MOST_FOLLOWED);
}

/**
 * Where letters stand now. Reads by state instead of by id: three requests a look, however many letters. `eventType` is
 * theirs, if they share one; their error may have changed, so it is no help.
 */
export async function standingOf(
  read: ReadPage,
  ids: readonly number[],
  eventType: string | undefined,
): Promise<Standing> {
  const oldest = Math.min(...ids);
  const ofType = eventType === undefined ? {} : { eventType };
  const idsIn = async (state: 'retrying' | 'dead' | 'discarded'): Promise<ReadonlySet<number>> =>
    new Set((await readAll(read, { ...ofType, state }, oldest)).map(({ id }) => id));
  // In this order: a letter that fails or is given up between two looks is seen, at worst twice, never taken for handled.
  const retrying = await idsIn('retrying');
  const dead = await idsIn('dead');
  const discarded = await idsIn('discarded');
  return { retrying, dead: without(dead, retrying), discarded: without(discarded, dead) };
}

const without = (ids: ReadonlySet<number>, others: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...ids].filter((id) => !others.has(id)));

/** The letters of a query with an id of at least `oldest`, of at most 100 pages. */
async function readAll(read: ReadPage, query: DeadLettersQuery, oldest: number): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < 100; page++) {
    const { items, nextCursor } = await read({ ...query, limit: PER_PAGE, ...(cursor && { cursor }) });
    letters.push(...items.filter(({ id }) => id >= oldest));
    cursor = nextCursor;
    if (cursor === null || (items.at(-1)?.id ?? 0) < oldest) break;
  }
  return letters;
}
