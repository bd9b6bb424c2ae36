import { address, navigate, path } from './navigation';

/**
 * The state of a view as it stands in the hash's query, so that a link copies the view: `useViewState({ status: '' })`.
 * Every value is a text; `defaults` names them all and is what a link need not say. Setting merges and leaves no step
 * back unless `push` is set.
 */
export function useViewState<State extends Readonly<Record<string, string>>>(
  defaults: State,
): [State, (change: Partial<State>, options?: { readonly push?: boolean }) => void] {
  const { query } = address.value;
  const state = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, query.get(name) ?? value]),
  ) as State;
  const set = (change: Partial<State>, { push = false }: { readonly push?: boolean } = {}): void => {
    const next = { ...state, ...change };
    const told = Object.entries(next).filter(([name, value]) => value !== defaults[name]);
    navigate(path.value, Object.fromEntries(told), { replace: !push });
  };
  return [state, set];
}
