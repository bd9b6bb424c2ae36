import type { Invariants } from '@orderflow/service';
import { OrderFigures } from './order-figures.js';
import { OrdersInTime } from './orders-in-time.js';
import { SettledOrdersComplete } from './settled-orders-complete.js';

export const invariants: Invariants = { checks: [OrdersInTime, SettledOrdersComplete], figures: OrderFigures };
