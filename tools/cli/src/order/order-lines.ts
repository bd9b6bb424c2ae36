import { ActionableError } from '@orderflow/platform';

export interface OrderLine {
  readonly itemId: string;
  readonly quantity: number;
}

/**
 * Pairs each `--item` with the `--quantity` in the same place; one that is not given is 1.
 * @throws ActionableError for a quantity that is no whole number above 0, or that has no item.
 */
export function orderLines(items: readonly string[], quantities: readonly string[]): OrderLine[] {
  if (quantities.length > items.length) {
    throw new ActionableError('There are more quantities than items', 'Give: --item ITEM-001 --quantity 2');
  }
  return items.map((itemId, i) => {
    const quantity = Number(quantities[i] ?? 1);
    if (!Number.isInteger(quantity) || quantity < 1) {
      throw new ActionableError(`--quantity ${quantities[i]} is no whole number above 0`, 'Give: --quantity 2');
    }
    return { itemId, quantity };
  });
}
