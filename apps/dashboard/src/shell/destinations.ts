import type { Access, Scope } from '../api/access';

/** The pages that the navigation offers. */
export interface Destination {
  readonly path: string;
  readonly title: string;
  /** Its name where there is little room. */
  readonly short: string;
  /** `g`, then this, goes there. */
  readonly key: string;
  /** The scope without which there is nothing to see; none: any token. */
  readonly needs?: Scope;
}

export const DESTINATIONS: readonly Destination[] = [
  { path: '/', title: 'Overview', short: 'Overview', key: 'v', needs: 'admin' },
  { path: '/orders', title: 'Orders', short: 'Orders', key: 'o', needs: 'orders:read' },
  { path: '/inventory', title: 'Inventory', short: 'Stock', key: 'i' },
  { path: '/dead-letters', title: 'Dead letters', short: 'Dead', key: 'd', needs: 'admin' },
  { path: '/auditor', title: 'Auditor', short: 'Auditor', key: 'a', needs: 'admin' },
  { path: '/topics', title: 'Topics', short: 'Topics', key: 't', needs: 'admin' },
];

/** The pages that have something for who uses them. */
export const openTo = ({ allows }: Access): readonly Destination[] =>
  DESTINATIONS.filter(({ needs }) => needs === undefined || allows(needs));

/** Whether a destination is where a path is: `/orders/ID` is below Orders. */
export const isAt = ({ path }: Destination, current: string): boolean =>
  path === '/' ? current === '/' : current === path || current.startsWith(`${path}/`);
