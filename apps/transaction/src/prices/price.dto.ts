import { MAX_ID_LENGTH, MAX_UNIT_PRICE } from '@orderflow/contracts';
import { ApiMoment, ApiMoney, ApiText, toDecimal } from '@orderflow/service';
import { Max } from 'class-validator';
import type { PriceRow } from './price.repository.js';

const MAX_NAME_LENGTH = 200;
const MAX_PRICE = toDecimal(MAX_UNIT_PRICE);

export class PricedItem {
  @ApiText({ max: MAX_ID_LENGTH, example: 'ITEM-001' }) readonly itemId!: string;
}

export class PriceRequest {
  @ApiMoney({ description: `The price of one unit, at most ${MAX_PRICE}`, example: 999.99 })
  @Max(MAX_PRICE, { message: `must be at most ${MAX_PRICE}` })
  readonly unitPrice!: number;

  @ApiText({ max: MAX_NAME_LENGTH, optional: true, description: 'Left out, it stays as it is', example: 'Laptop' })
  readonly name?: string;
}

export class PriceView {
  @ApiText({ max: MAX_ID_LENGTH, example: 'ITEM-003' }) readonly itemId!: string;
  @ApiText({ max: MAX_NAME_LENGTH, nullable: true, example: 'Laptop' }) readonly name!: string | null;
  @ApiMoney({ description: 'The price of one unit', example: 999.99 }) readonly unitPrice!: number;
  @ApiText({ max: 3, description: 'ISO 4217', example: 'USD' }) readonly currency!: string;
  @ApiMoment() readonly updatedAt!: string;
}

export const priceView = ({ item_id, name, unit_price, updated_at }: PriceRow, currency: string): PriceView => ({
  itemId: item_id,
  name,
  unitPrice: toDecimal(unit_price),
  currency,
  updatedAt: updated_at.toISOString(),
});
