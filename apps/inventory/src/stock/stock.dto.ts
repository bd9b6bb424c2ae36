import { MAX_ID_LENGTH } from '@orderflow/contracts';
import { ApiText, ApiWhole } from '@orderflow/service';
import type { StockRow } from './stock.repository.js';

const ApiUnits = (description: string, example: number) =>
  ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, description, example });

/** The units of an item: initial + restocked = available + reserved + sold. */
export class StockView {
  @ApiText({ max: MAX_ID_LENGTH, example: 'ITEM-001' }) readonly itemId!: string;
  @ApiText({ max: 200, example: 'Workstation' }) readonly name!: string;
  @ApiUnits('Free to be ordered', 48) readonly available!: number;
  @ApiUnits('Held for orders that are not confirmed yet', 2) readonly reserved!: number;
  @ApiUnits('Gone to confirmed orders', 0) readonly sold!: number;
  @ApiUnits('What there was at first', 50) readonly initial!: number;
  @ApiUnits('What was added since', 0) readonly restocked!: number;
}

export const stockView = ({ item_id, name, available, reserved, sold, initial, restocked }: StockRow): StockView => ({
  itemId: item_id,
  name,
  available,
  reserved,
  sold,
  initial,
  restocked,
});
