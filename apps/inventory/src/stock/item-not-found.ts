import { HttpStatus } from '@nestjs/common';
import { Problem } from '@orderflow/service';

export const itemNotFound = (itemId: string): Problem =>
  new Problem({ status: HttpStatus.NOT_FOUND, code: 'INVENTORY.ITEM_NOT_FOUND', detail: `There is no item ${itemId}` });
