import { setTimeout as delay } from 'node:timers/promises';
import { type OrderLine, orderLines } from '../order/order-lines.js';
import { RestClient } from '../order/rest-client.js';
import { table } from '../terminal/format.js';
import { type Terminal } from '../terminal/terminal.js';
import { sampleOrder } from './sample-order.js';

export interface OrderOptions {
  readonly customer?: string;
  readonly items: readonly string[];
  readonly quantities: readonly string[];
}

interface Order {
  readonly id: string;
  readonly status: string;
  readonly total?: number;
  readonly currency?: string;
  readonly detail?: string;
}

interface Page<Item> {
  readonly items: readonly Item[];
}

interface Notification {
  readonly channel: string;
  readonly text: string;
}

interface Stock {
  readonly itemId: string;
  readonly name: string;
  readonly available: number;
  readonly reserved: number;
  readonly sold: number;
}

/** Places an order and prints each step with the time since it was sent; then what it did to mail and stock. */
export async function order(options: OrderOptions, terminal: Terminal, env = process.env): Promise<void> {
  const client = new RestClient(env);
  const lines = options.items.length > 0 ? orderLines(options.items, options.quantities) : sampleOrder.items;
  const body = {
    ...(options.items.length > 0 ? { items: lines } : sampleOrder),
    customerId: options.customer ?? sampleOrder.customerId,
  };
  terminal.line(`Ordering ${lines.map(({ itemId, quantity }) => `${quantity} × ${itemId}`).join(', ')}`);
  const id = await placeAndFollow(client, body, terminal);
  // The order is settled without it; the customer hears of it when it is back.
  await printNotifications(client, id, terminal).catch((error: Error) => terminal.line(error.message));
  await printStock(client, lines, terminal);
}

async function placeAndFollow(client: RestClient, body: object, terminal: Terminal): Promise<string> {
  const began = performance.now();
  const tell = (what: string) => terminal.line(`${(performance.now() - began).toFixed(0).padStart(7)} ms  ${what}`);
  const headers = { 'content-type': 'application/json' };
  const placed = await client.call<Order>('order-api', '/orders', {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  tell(`${placed.status}, order ${placed.id}`);
  for (let last = placed; !isSettled(last);) {
    // Answers as soon as the order is settled, or after ten seconds as it is.
    last = await client.call<Order>('order-api', `/orders/${placed.id}`, { headers: { prefer: 'wait=10' } });
    tell(describe(last));
  }
  return placed.id;
}

const isSettled = ({ status }: Order) => ['CONFIRMED', 'REJECTED', 'CANCELLED'].includes(status);

function describe({ status, total, currency, detail }: Order): string {
  if (total !== undefined) return `${status}, ${total.toFixed(2)} ${currency}`;
  return detail ? `${status}: ${detail}` : status;
}

/** One that says the order came in, and one that says what became of it. */
const NOTIFICATIONS = 2;
const PATIENCE_MS = 5000;

/** They are sent by events of their own, a moment after the order is settled. */
async function printNotifications(client: RestClient, orderId: string, terminal: Terminal): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { items } = await client.call<Page<Notification>>('notification', `/notifications?orderId=${orderId}`);
    if (items.length >= NOTIFICATIONS || Date.now() > deadline) {
      terminal.line('Notifications');
      for (const { channel, text } of items.toReversed()) terminal.line(`  ${channel}: ${text.split('\n')[0]}`);
      return;
    }
    await delay(100);
  }
}

async function printStock(client: RestClient, lines: readonly OrderLine[], terminal: Terminal): Promise<void> {
  const stock = await Promise.all(
    lines.map(({ itemId }) =>
      client.call<Stock>('inventory', `/inventory/${encodeURIComponent(itemId)}`).catch(() => undefined),
    ),
  );
  const rows = stock
    .filter((item) => item !== undefined)
    .map(({ itemId, name, available, reserved, sold }) => [
      itemId,
      name,
      `${available} available`,
      `${reserved} reserved`,
      `${sold} sold`,
    ]);
  terminal.line('Stock');
  for (const line of table(rows)) terminal.line(`  ${line}`);
}
