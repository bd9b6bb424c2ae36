import { setTimeout as delay } from 'node:timers/promises';
import { type Contender } from '../contenders/contender.js';
import { ours } from '../contenders/ours.js';
import { PARTS } from '../contenders/parts.js';
import { stockNest, stockNest6 } from '../contenders/stock-nest/stock-nest.js';
import { tutorial } from '../contenders/tutorial/tutorial.js';
import { percentile } from '../report/statistics.js';
import { type RunningSystem, withSystem } from '../stage/running-system.js';
import { type Stage, USUAL } from '../stage/stage.js';
import { orderRequest } from '../workload/orders.js';
import { type Figures, type Measurement } from './measurement.js';
import { type Sizes } from './sizes.js';

const PER_SECOND = 50;
/** Less than any contender can do, and enough for its programs to be compiled. */
const WARM_UP_PER_SECOND = 100;
/** How often is looked whether orders are confirmed: the error of each latency, at most. */
const LOOK_MS = 5;
const PATIENCE_MS = 60_000;

export const latency: Measurement = {
  name: 'latency',
  title: 'From POST to CONFIRMED',
  about:
    'All services, otherwise idle: 50 orders a second, each posted when it is due, whether or not the ones before are ' +
    `answered. From when it was due until its status is CONFIRMED for everyone; looked up every ${LOOK_MS} ms.`,
  metrics: [
    { name: 'p50', title: 'p50', unit: 'ms', digits: 0, pictured: true },
    { name: 'p99', title: 'p99', unit: 'ms', digits: 0, pictured: true },
  ],
  scenarios: { '': USUAL },
  entries: [tutorial, stockNest, stockNest6, ours].map((contender: Contender) => ({
    entrant: contender,
    parts: PARTS,
    run: (stage, sizes) => withSystem(contender, stage, (system) => measure(system, stage, sizes)),
  })),
};

async function measure(system: RunningSystem, stage: Stage, sizes: Sizes): Promise<Figures> {
  await place(system, stage, sizes.latencyWarmUpOrders, WARM_UP_PER_SECOND);
  const latencies = await place(system, stage, sizes.latencyOrders, PER_SECOND);
  const sorted = latencies.toSorted((a, b) => a - b);
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

/** Resolves when all are confirmed, with how long each one took, in milliseconds. */
async function place(system: RunningSystem, stage: Stage, count: number, perSecond: number): Promise<number[]> {
  const watch = new ConfirmationWatch(system);
  await Promise.all([postWhenDue(stage, count, perSecond, watch), watch.run(count, perSecond)]);
  return watch.latencies;
}

/** Resolves when the last one is posted, not answered. */
async function postWhenDue(stage: Stage, count: number, perSecond: number, watch: ConfirmationWatch): Promise<void> {
  const began = performance.now();
  for (let n = 0; n < count; n++) {
    const due = began + (n * 1000) / perSecond;
    await delay(Math.max(0, due - performance.now()));
    void post(stage, n).then(
      (id) => watch.expect(id, due),
      (error: Error) => watch.fail(error),
    );
  }
}

async function post(stage: Stage, n: number): Promise<string> {
  const response = await fetch(`${stage.url('order-api')}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(orderRequest(n, stage.scenario.hot)),
  });
  if (response.status !== 201) throw new Error(`an order was answered ${response.status}`);
  return ((await response.json()) as { id: string }).id;
}

class ConfirmationWatch {
  readonly latencies: number[] = [];
  private readonly dueOf = new Map<string, number>();
  private failure?: Error;

  constructor(private readonly system: RunningSystem) {}

  expect(orderId: string, due: number): void {
    this.dueOf.set(orderId, due);
  }

  fail(error: Error): void {
    this.failure ??= error;
  }

  /** Resolves when so many orders are confirmed. @throws Error when one was not accepted, or waits for too long. */
  async run(count: number, perSecond: number): Promise<void> {
    const deadline = performance.now() + (count * 1000) / perSecond + PATIENCE_MS;
    while (this.latencies.length < count) {
      if (this.failure) throw this.failure;
      const ids = await this.system.ledger.confirmedAmong([...this.dueOf.keys()]);
      const now = performance.now();
      for (const id of ids) {
        this.latencies.push(now - this.dueOf.get(id)!);
        this.dueOf.delete(id);
      }
      if (now > deadline) throw new Error(`${count - this.latencies.length} of ${count} orders are not confirmed`);
      await delay(LOOK_MS);
    }
  }
}
