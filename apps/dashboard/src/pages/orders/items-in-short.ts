import type { OrderLine } from '../../api/orders';

const SHOWN = 2;

/** `2 × ITEM-001, 5 × ITEM-002 and 3 more` */
export function itemsInShort(items: readonly OrderLine[]): string {
  const shown = items.slice(0, SHOWN).map(({ itemId, quantity }) => `${quantity} × ${itemId}`);
  const rest = items.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
