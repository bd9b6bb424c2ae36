import { LINES_PER_ORDER, type Line, unitsPerLine } from './basket.js';
import { type CatalogueItem, popularityOf } from './catalogue.js';

/** What an item's stock must last for: until a delivery that is sent now has arrived for certain. */
const RESERVE_S = 3;
const RESERVE_UNITS = 20;
const LOT_RESERVES = 2;

/**
 * Keeps the shelves filled, so that only those orders are short of stock that are meant to be. It counts what is sent
 * and what is delivered; what others order is not seen.
 */
export class Warehouse {
  private readonly left: Map<string, number>;
  private readonly reserves: ReadonlyMap<string, number>;

  /** @param rate orders a second */
  constructor(catalogue: readonly CatalogueItem[], rate: number) {
    const popularity = popularityOf(catalogue);
    this.left = new Map(catalogue.map(({ itemId, available }) => [itemId, available]));
    this.reserves = new Map(
      catalogue.map((item) => {
        const unitsPerSecond = rate * LINES_PER_ORDER * popularity.get(item.itemId)! * unitsPerLine(item);
        return [item.itemId, RESERVE_UNITS + Math.ceil(unitsPerSecond * RESERVE_S)];
      }),
    );
  }

  /** What has to come before the first order. */
  opening(): Line[] {
    return [...this.left.keys()].flatMap((itemId) => this.refill(itemId));
  }

  /** Takes the lines out; answers what has to be delivered now. */
  take(lines: readonly Line[]): Line[] {
    for (const { itemId, quantity } of lines) this.left.set(itemId, this.left.get(itemId)! - quantity);
    return lines.flatMap(({ itemId }) => this.refill(itemId));
  }

  private refill(itemId: string): Line[] {
    const reserve = this.reserves.get(itemId)!;
    const left = this.left.get(itemId)!;
    if (left >= reserve) return [];
    const quantity = reserve * LOT_RESERVES;
    this.left.set(itemId, left + quantity);
    return [{ itemId, quantity }];
  }
}
