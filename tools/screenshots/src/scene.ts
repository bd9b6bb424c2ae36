import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

/** What the pictures show beside the pages themselves. */
export interface Scene {
  /** A confirmed order whose payment was parked for a while. */
  readonly orderId: string;
  /** Posts orders until it is called. */
  readonly stop: () => Promise<void>;
}

const PER_SECOND = 20;
const WARM_UP_MS = 45_000;
const ITEMS = ['ITEM-002', 'ITEM-004', 'ITEM-005', 'ITEM-006', 'ITEM-008', 'ITEM-010', 'ITEM-012'];

/** With a token where the system asks for one: orders of every kind of end, one that was parked and is through, and some dead letters; goes on with steady orders. */
export async function enact(origin: string, token?: string): Promise<Scene> {
  const post = async (path: string, body: unknown): Promise<{ readonly id: string }> => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
    return (await response.json()) as { readonly id: string };
  };
  const order = (n: number) => post('/orders', orderOf(n));

  for (const itemId of ITEMS) await post(`/inventory/${itemId}/restock`, { quantity: 5_000 });
  const stop = steadily(order);
  await delay(WARM_UP_MS);
  await post('/payments/provider', { broken: true });
  const { id: orderId } = await order(0);
  await delay(1_000);
  await post('/payments/provider', { broken: false });
  await post('/dead-letters/redrive?service=transaction', { key: orderId });
  await delay(2_000);
  return { orderId, stop };
}

function steadily(order: (n: number) => Promise<unknown>): () => Promise<void> {
  let going = true;
  const posting = (async () => {
    for (let n = 1; going; n++) {
      await Promise.all([order(n), delay(1_000 / PER_SECOND)]);
    }
  })();
  return () => {
    going = false;
    return posting;
  };
}

/** Mostly small and good; some too large, some with a wrong quote. */
function orderOf(n: number) {
  const items = [{ itemId: ITEMS[n % ITEMS.length]!, quantity: n % 23 === 7 ? 9_000 : 1 + (n % 3) }];
  return { customerId: `CUST-${100 + (n % 40)}`, items, ...(n % 31 === 5 && { totalAmount: 1 }) };
}
