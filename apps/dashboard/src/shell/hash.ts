/** A view's address in the hash: `#/orders?status=CONFIRMED` is path `/orders` and its query. */
export interface HashAddress {
  readonly path: string;
  readonly query: URLSearchParams;
}

export function parseHash(hash: string): HashAddress {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  return { path: `/${path}`, query: new URLSearchParams(search) };
}

type Values = Readonly<Record<string, string | number | undefined>>;

/** `#/orders?status=CONFIRMED`; undefined and '' are left out. */
export function hrefOf(path: string, query: Values = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? `#${path}` : `#${path}?${search}`;
}
