import { signal } from '@preact/signals';

const MOST = 20;

/** The orders that this page placed by hand, the latest last: the map marks their events. */
export const followedOrders = signal<readonly string[]>([]);

export function followOrder(id: string): void {
  if (followedOrders.value.includes(id)) return;
  followedOrders.value = [...followedOrders.value, id].slice(-MOST);
}
