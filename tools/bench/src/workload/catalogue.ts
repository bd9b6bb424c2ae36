/** What is sold in the benchmark: as much of it in stock that no order is refused, and all at one price. */
export const ITEMS = 1_000;
export const STOCK = 1_000_000_000;
export const PRICE_CENTS = 1_000;

export const itemId = (n: number): string => `BENCH-${String(n % ITEMS).padStart(4, '0')}`;
