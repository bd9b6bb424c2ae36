import type { EventClass } from './contract/event-class.js';
import { InventoryInsufficient } from './inventory/inventory-insufficient.js';
import { InventoryReleased } from './inventory/inventory-released.js';
import { InventoryReserved } from './inventory/inventory-reserved.js';
import { OrderCancelled } from './order/order-cancelled.js';
import { OrderConfirmed } from './order/order-confirmed.js';
import { OrderCreated } from './order/order-created.js';
import { OrderRejected } from './order/order-rejected.js';
import { OrderDeclined } from './transaction/order-declined.js';
import { OrderProcessed } from './transaction/order-processed.js';
import { OrderRefunded } from './transaction/order-refunded.js';

/** Every event of the system, in every published version. */
export const catalogue: readonly EventClass[] = [
  OrderCreated,
  OrderConfirmed,
  OrderRejected,
  OrderCancelled,
  InventoryReserved,
  InventoryInsufficient,
  InventoryReleased,
  OrderProcessed,
  OrderDeclined,
  OrderRefunded,
];
