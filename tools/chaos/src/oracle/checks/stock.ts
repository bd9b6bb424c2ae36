import type { Finding } from '../../evidence.js';
import { count, finding } from '../finding.js';
import type { Observed, Order, StockLevel } from '../observed.js';

/** Nothing is sold twice or lost: every item adds up, nothing stays reserved, and what is sold is what orders have. */
export function checkStock({ stock, orders }: Observed): Finding {
  const ordered = unitsConfirmed(orders);
  const wrong = stock.flatMap((level) => faultsOf(level, ordered.get(level.itemId) ?? 0));
  const unknown = [...ordered.keys()].filter((itemId) => !stock.some((level) => level.itemId === itemId));
  const sold = stock.reduce((sum, level) => sum + level.sold, 0);
  return finding('stock', `${stock.length} items, ${count(sold)} units sold`, [
    ...wrong,
    ...unknown.map((itemId) => `${itemId} is in confirmed orders, but not in stock`),
  ]);
}

function faultsOf(level: StockLevel, ordered: number): string[] {
  const { itemId, initial, restocked, available, reserved, sold } = level;
  const faults: string[] = [];
  if (initial + restocked !== available + reserved + sold) {
    faults.push(
      `${initial} initial + ${restocked} restocked ≠ ${available} available + ${reserved} reserved + ${sold} sold`,
    );
  }
  if (Math.min(available, reserved, sold) < 0) faults.push(`negative: ${available}, ${reserved}, ${sold}`);
  if (reserved !== 0) faults.push(`${reserved} still reserved`);
  if (sold !== ordered) faults.push(`${sold} sold, but ${ordered} in confirmed orders`);
  return faults.map((fault) => `${itemId}: ${fault}`);
}

function unitsConfirmed(orders: readonly Order[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { items } of orders.filter(({ status }) => status === 'CONFIRMED')) {
    for (const { itemId, quantity } of items) units.set(itemId, (units.get(itemId) ?? 0) + quantity);
  }
  return units;
}
