import { computed, signal } from '@preact/signals';
import { hrefOf, parseHash } from './hash';

const hash = signal(location.hash);
addEventListener('hashchange', () => (hash.value = location.hash));

/** Where the page is. */
export const address = computed(() => parseHash(hash.value));
/** Alone, so that a change of the query does not route anew. */
export const path = computed(() => address.value.path);

/** Goes to a view; `replace` leaves no step back. */
export function navigate(
  to: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
  { replace = false } = {},
): void {
  const href = hrefOf(to, query);
  if (!replace) {
    location.hash = href;
    return;
  }
  history.replaceState(null, '', href);
  hash.value = href;
}

/** wouter's view of it: routes see the path without the query. */
export const useHashPath = (): [string, (to: string) => void] => [path.value, (to) => navigate(to)];
useHashPath.hrefs = (href: string): string => `#${href}`;
