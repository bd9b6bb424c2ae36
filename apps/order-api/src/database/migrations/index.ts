import type { Migrations } from '@orderflow/database';
import { orders } from './0001-orders.js';
import { idempotencyKeys } from './0002-idempotency-keys.js';

export const migrations: Migrations = {
  '0001-orders': orders,
  '0002-idempotency-keys': idempotencyKeys,
};
