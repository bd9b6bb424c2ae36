import { type Faker } from '@faker-js/faker';
import { type CatalogueItem, popularityOf } from './catalogue.js';

/** So many units of an item. */
export interface Line {
  readonly itemId: string;
  readonly quantity: number;
}

/** Below it an item is bought by the handful. In cents. */
const CHEAP = 2_000;
const HANDFUL = 10;
const LINES = [
  { value: 1, weight: 60 },
  { value: 2, weight: 25 },
  { value: 3, weight: 15 },
];
const QUANTITIES = [
  { value: 1, weight: 75 },
  { value: 2, weight: 17 },
  { value: 3, weight: 8 },
];

/** On average: what has to be in stock is reckoned by these two. */
export const unitsPerLine = ({ priceCents }: CatalogueItem): number => (priceCents < CHEAP ? (1 + HANDFUL) / 2 : 1.33);
export const LINES_PER_ORDER = 1.55;

/** Fills baskets from a catalogue: one to three items, popular ones most often. */
export class Baskets {
  private readonly choices: { readonly weight: number; readonly value: CatalogueItem }[];

  constructor(
    private readonly catalogue: readonly CatalogueItem[],
    private readonly faker: Faker,
  ) {
    const popularity = popularityOf(catalogue);
    this.choices = catalogue.map((value) => ({ value, weight: popularity.get(value.itemId)! }));
  }

  next(): Line[] {
    const wanted = Math.min(this.faker.helpers.weightedArrayElement(LINES), this.catalogue.length);
    const items = new Set<CatalogueItem>();
    while (items.size < wanted) items.add(this.faker.helpers.weightedArrayElement(this.choices));
    return [...items].map((item) => ({ itemId: item.itemId, quantity: this.quantityOf(item) }));
  }

  private quantityOf({ priceCents }: CatalogueItem): number {
    if (priceCents < CHEAP) return this.faker.number.int({ min: 1, max: HANDFUL });
    return this.faker.helpers.weightedArrayElement(QUANTITIES);
  }
}
