// The limit of the whole system: the statements of all five services for orders that are confirmed, each in its own database
// and in transactions of the same size, and those of their relays and of the deliveries. What one has published is handed
// to the next in memory. No Kafka, no HTTP, no Nest, no validation.
import { type OrderCreated } from '@orderflow/contracts';
import { orderCreated } from '../../workload/order-created.js';
import { record } from './analytics.js';
import { type Envelope } from './envelope.js';
import { answerParent, type Work } from './fed-program.js';
import { inLanes } from './in-lanes.js';
import { reserve, sell } from './inventory.js';
import { deliver, tell } from './notification.js';
import { accept, confirm, markReserved } from './order-api.js';
import { Service } from './service.js';
import { charge } from './transaction.js';

/** In this measurement a transaction of ours has 50 to 200 events in it, by service and topic. Batches of 20 cost twice as much. */
const BATCH = 100;
/** While one batch waits for PostgreSQL, others go on; more of them at a time are no faster. */
const LANES = 3;

const { ORDER_API_URL, INVENTORY_URL, TRANSACTION_URL, NOTIFICATION_URL, ANALYTICS_URL } = process.env;
const orderApi = await Service.open('order-api', ORDER_API_URL!);
const inventory = await Service.open('inventory', INVENTORY_URL!);
const transaction = await Service.open('transaction', TRANSACTION_URL!);
const notification = await Service.open('notification', NOTIFICATION_URL!);
const analytics = await Service.open('analytics', ANALYTICS_URL!);
answerParent(settle);

async function settle({ from, count, hot }: Work): Promise<void> {
  const orders = Array.from({ length: count }, (_, n) => orderCreated(from + n, hot));
  const ending = new AbortController();
  const services = [orderApi, inventory, transaction, notification, analytics];
  const others = [...services.map((service) => service.relay(ending.signal)), deliver(notification, ending.signal)];
  await inLanes(orders, BATCH, LANES, settleBatch);
  ending.abort();
  await Promise.all(others);
}

/** Each event goes to all services that follow its topic, also to those that skip it. */
async function settleBatch(orders: readonly OrderCreated[], lane: number): Promise<void> {
  const keep = (events: readonly Envelope[]) => record(analytics, events, lane);

  const created = await accept(orderApi, orders);
  const [reserved] = await Promise.all([
    reserve(inventory, created),
    transaction.skip(created),
    tell(notification, created),
    keep(created),
  ]);
  const [processed] = await Promise.all([
    charge(transaction, reserved),
    markReserved(orderApi, reserved),
    notification.skip(reserved),
    keep(reserved),
  ]);
  const [confirmed] = await Promise.all([confirm(orderApi, processed), keep(processed)]);
  await Promise.all([
    sell(inventory, confirmed),
    transaction.skip(confirmed),
    tell(notification, confirmed),
    keep(confirmed),
  ]);
}
