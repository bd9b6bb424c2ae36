import type { Line } from '@orderflow/contracts';

/** Where units of an item can be. They move between these places: only a restock adds any. */
export type Place = 'available' | 'reserved' | 'sold';

/** Every unit of an order goes from one place to another. */
export interface Movement {
  readonly from: Place;
  readonly to: Place;
}

/** What is added to each place, in units; the sum is 0. */
export type StockChange = Readonly<Record<Place, number>>;

/** The units of each item; several lines of one item are summed. */
export function unitsOf(lines: readonly Line[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { itemId, quantity } of lines) units.set(itemId, (units.get(itemId) ?? 0) + quantity);
  return units;
}

/** The change with `units` moved too. */
export function moved(change: StockChange | undefined, { from, to }: Movement, units: number): StockChange {
  const sum = { available: 0, reserved: 0, sold: 0, ...change };
  sum[from] -= units;
  sum[to] += units;
  return sum;
}
