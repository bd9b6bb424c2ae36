import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { connected } from '../live/live';
import { urlOf, type Call } from './call';
import { isAbort, problemOf, type ApiProblem } from './problem';
import { request } from './request';

/** What is loaded. While it is loaded again the old `data` and `error` stay. */
export interface Resource<T> {
  readonly data: T | undefined;
  readonly error: ApiProblem | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

const NOTHING = { data: undefined, error: undefined };

/**
 * Loads now, when `deps` change (then without the old data), at `reload()`, and after an outage when the gateway is back.
 * What is out of date is aborted.
 */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, deps: readonly unknown[]): Resource<T> {
  const [state, setState] = useState<Omit<Resource<T>, 'reload'>>({ ...NOTHING, loading: true });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const lastDeps = useRef(deps);

  useEffect(() => {
    const gone = new AbortController();
    const changed = lastDeps.current.some((dep, index) => !Object.is(dep, deps[index]));
    lastDeps.current = deps;
    setState((before) => (changed ? { ...NOTHING, loading: true } : { ...before, loading: true }));
    latest.current(gone.signal).then(
      (data) => {
        if (!gone.signal.aborted) setState({ data, error: undefined, loading: false });
      },
      (error: unknown) => {
        if (gone.signal.aborted || isAbort(error)) return;
        setState((before) => ({ data: before.data, error: problemOf(error), loading: false }));
      },
    );
    return () => gone.abort();
  }, [...deps, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const isBack = connected.value;
  useEffect(() => {
    if (isBack && state.error?.isOutage) reload();
  }, [isBack]);
  return { ...state, reload };
}

/** Loads a call; null loads nothing. */
export function useCall<T>(call: Call<T> | null): Resource<T | undefined> {
  return useResource<T | undefined>(
    (signal) => (call === null ? Promise.resolve(undefined) : request(call, signal)),
    [call === null ? null : urlOf(call)],
  );
}
