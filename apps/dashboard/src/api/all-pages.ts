import type { Call } from './call';
import { request, type Page } from './request';

/** A bound on what a view shows, and so on what it costs. */
const MOST_PAGES = 20;

/** The items of a list, page after page; of at most 20 pages. @throws ApiProblem as `request` */
export async function allPages<Item>(
  callOf: (cursor?: string) => Call<Page<Item>>,
  signal?: AbortSignal,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < MOST_PAGES && cursor !== null; page++) {
    const { items: more, nextCursor } = await request(callOf(cursor), signal);
    items.push(...more);
    cursor = nextCursor;
  }
  return items;
}
