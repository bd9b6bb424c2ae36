import { useRef, useState } from 'preact/hooks';
import { urlOf, type Call } from './call';
import { problemOf, type ApiProblem } from './problem';
import { request, type Page } from './request';
import { useResource } from './use-resource';

/** A list that grows page by page. */
export interface Pages<Item> {
  /** Undefined until the first page is there. */
  readonly items: readonly Item[] | undefined;
  readonly error: ApiProblem | undefined;
  readonly loading: boolean;
  readonly hasMore: boolean;
  /** Loads the next page. */
  readonly loadMore: () => void;
  /** Loads the first page again and drops the others. */
  readonly reload: () => void;
}

/** `callOf` gives the call of a page; the first one has no cursor. Starts anew when the first page's URL changes. */
export function usePages<Item>(callOf: (cursor?: string) => Call<Page<Item>>): Pages<Item> {
  const firstUrl = urlOf(callOf());
  const first = useResource((signal) => request(callOf(), signal), [firstUrl]);
  const [later, setLater] = useState<{ readonly of?: Page<Item>; readonly pages: readonly Page<Item>[] }>({
    pages: [],
  });
  const [error, setError] = useState<ApiProblem>();
  const busy = useRef(false);

  const pages = first.data === undefined ? [] : [first.data, ...(later.of === first.data ? later.pages : [])];
  const cursor = pages.at(-1)?.nextCursor ?? null;

  const loadMore = (): void => {
    if (cursor === null || busy.current) return;
    busy.current = true;
    const of = first.data;
    request(callOf(cursor))
      .then((page) => {
        setError(undefined);
        setLater((before) => ({ of, pages: [...(before.of === of ? before.pages : []), page] }));
      })
      .catch((reason: unknown) => setError(problemOf(reason)))
      .finally(() => (busy.current = false));
  };

  return {
    items: first.data === undefined ? undefined : pages.flatMap((page) => page.items),
    error: first.error ?? error,
    loading: first.loading,
    hasMore: cursor !== null,
    loadMore,
    reload: first.reload,
  };
}
