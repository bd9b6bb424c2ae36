import { type Driver } from './driver/driver.js';
import { type FaultSchedule } from './faults/schedule.js';
import { type Screen } from './screen.js';
import { type ChaosSystem } from './system/chaos-system.js';

const BAR_MS = 1_000;
const LINE_MS = 10_000;

/** Tells how far the orders are: a bar on a terminal, else a line now and then. */
export function watchProgress(
  screen: Screen,
  system: ChaosSystem,
  driver: Driver,
  schedule: FaultSchedule,
  orders: number,
): { stop(): void } {
  let settled = '0';
  const tell = async () => {
    settled = await settledOrders(system).catch(() => settled); // a fault may have cut the connection
    const text = `${driver.posted} of ${orders} orders posted, ${settled} settled; ${schedule.current?.name ?? 'no fault'}`;
    if (process.stdout.isTTY) screen.progress(text, driver.posted / orders);
    else screen.line(`  ${text}`);
  };
  const timer = setInterval(() => void tell(), process.stdout.isTTY ? BAR_MS : LINE_MS);
  return { stop: () => clearInterval(timer) };
}

async function settledOrders(system: ChaosSystem): Promise<string> {
  const text = `SELECT count(*) FROM orders WHERE status NOT IN ('PENDING', 'RESERVED')`;
  const [row] = await system.databases.query<{ count: string }>('order-api', text);
  return row!.count;
}
