import { MAX_ID_LENGTH } from '@orderflow/contracts';
import { ApiId, ApiMoment, ApiText, ApiWhole } from '@orderflow/service';
import type { RestockRow } from './restock.repository.js';

const MAX_RESTOCK = 1_000_000;

export class RestockRequest {
  @ApiWhole({ min: 1, max: MAX_RESTOCK, description: 'Units to add', example: 25 }) readonly quantity!: number;
}

/** An entry of the ledger of restocks. */
export class RestockView {
  @ApiId({ example: '01932b1c-5d4e-7c3a-9f10-2b6f0c8e4d11' }) readonly restockId!: string;
  @ApiText({ max: MAX_ID_LENGTH, example: 'ITEM-001' }) readonly itemId!: string;
  @ApiWhole({ min: 1, max: MAX_RESTOCK, example: 25 }) readonly quantity!: number;
  @ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Available right after it', example: 73 })
  readonly available!: number;
  @ApiMoment() readonly createdAt!: string;
}

export const restockView = ({ id, item_id, quantity, available, created_at }: RestockRow): RestockView => ({
  restockId: id,
  itemId: item_id,
  quantity,
  available,
  createdAt: created_at.toISOString(),
});
