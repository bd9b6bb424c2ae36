import type { Generated } from 'kysely';

export interface PriceTable {
  readonly item_id: string;
  readonly name: string | null;
  /** Whole cents. */
  readonly unit_price: number;
  readonly updated_at: Generated<Date>;
}
