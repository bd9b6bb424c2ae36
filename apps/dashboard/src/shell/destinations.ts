/** The pages that the navigation offers. */
export interface Destination {
  readonly path: string;
  readonly title: string;
  /** Its name where there is little room. */
  readonly short: string;
  /** `g`, then this, goes there. */
  readonly key: string;
}

export const DESTINATIONS: readonly Destination[] = [
  { path: '/', title: 'Overview', short: 'Overview', key: 'v' },
  { path: '/orders', title: 'Orders', short: 'Orders', key: 'o' },
  { path: '/inventory', title: 'Inventory', short: 'Stock', key: 'i' },
  { path: '/dead-letters', title: 'Dead letters', short: 'Dead', key: 'd' },
  { path: '/auditor', title: 'Auditor', short: 'Auditor', key: 'a' },
  { path: '/topics', title: 'Topics', short: 'Topics', key: 't' },
];

/** Whether a destination is where a path is: `/orders/ID` is below Orders. */
export const isAt = ({ path }: Destination, current: string): boolean =>
  path === '/' ? current === '/' : current === path || current.startsWith(`${path}/`);
