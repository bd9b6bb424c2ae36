import { useRef, useState } from 'preact/hooks';
import { problemOf, type ApiProblem } from '../../api/problem';
import { request } from '../../api/request';
import { getMessages, type Message, type Messages, type MessagesQuery } from '../../api/topics';
import { useCall } from '../../api/use-resource';
import { nextQueryOf } from './message-view';

export interface MessagePages {
  /** Undefined until the first page is there. */
  readonly items: readonly Message[] | undefined;
  /** How many were looked at so far. */
  readonly scanned: number;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly error: ApiProblem | undefined;
  /** Loads the next page. */
  readonly loadMore: () => void;
  /** Loads the first page again and drops the others. */
  readonly reload: () => void;
}

/** The messages of a topic, page by page. Starts anew when the query changes. */
export function useMessages(topic: string, query: MessagesQuery): MessagePages {
  const first = useCall(getMessages(topic, query));
  const [later, setLater] = useState<{ readonly of?: Messages; readonly pages: readonly Messages[] }>({ pages: [] });
  const [error, setError] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const current = useRef(first.data);
  current.current = first.data;

  const pages = first.data === undefined ? [] : [first.data, ...(later.of === first.data ? later.pages : [])];
  const next = pages.at(-1)?.next ?? null;

  const loadNext = async (): Promise<void> => {
    if (next === null || busy) return;
    setBusy(true);
    try {
      const page = await request(getMessages(topic, nextQueryOf(query, next)));
      setError(undefined);
      if (current.current === first.data) setLater({ of: first.data, pages: [...pages.slice(1), page] });
    } catch (reason) {
      setError(problemOf(reason));
    }
    setBusy(false);
  };

  return {
    items: first.data === undefined ? undefined : pages.flatMap(({ items }) => items),
    scanned: pages.reduce((sum, page) => sum + page.scanned, 0),
    hasMore: next !== null,
    loading: first.loading || busy,
    error: first.error ?? error,
    loadMore: () => void loadNext(),
    reload: first.reload,
  };
}
