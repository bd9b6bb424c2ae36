import { setTimeout as delay } from 'node:timers/promises';
import { type Contender, withLedger } from '../contenders/contender.js';
import { type Ledger } from '../contenders/ledger.js';
import { FedProgram } from '../contenders/limit/fed-program.js';
import { memoryFed } from '../contenders/limit/limits.js';
import { ours } from '../contenders/ours.js';
import { PARTS } from '../contenders/parts.js';
import { stockNest, stockNest6 } from '../contenders/stock-nest/stock-nest.js';
import { tutorial } from '../contenders/tutorial/tutorial.js';
import { cpuSeconds } from '../stage/process-table.js';
import { type RunningSystem, withSystem } from '../stage/running-system.js';
import { type Stage, USUAL } from '../stage/stage.js';
import { UNITS_PER_ORDER } from '../workload/orders.js';
import { mustAcceptAll, mustBe } from './check.js';
import { perThousand } from './cost.js';
import { type Entry, type Figures, type Measurement } from './measurement.js';
import { type Sizes } from './sizes.js';

const CONNECTIONS = 64;

export const flow: Measurement = {
  name: 'flow',
  title: 'The whole system',
  about:
    'All services. From the first POST until every order is confirmed, its stock sold, its customer told and its events ' +
    'counted, and all outboxes are empty. The processor time is that of all services, Kafka and PostgreSQL; of the limit ' +
    'it is that of its one process and PostgreSQL.',
  metrics: [
    { name: 'rate', title: 'settled', unit: 'orders/s', digits: 0, pictured: true },
    { name: 'cpu', title: 'processor time', unit: 's per 1,000 orders', digits: 2, pictured: true },
    { name: 'start', title: 'start', unit: 's', digits: 1 },
    { name: 'rest', title: 'memory at rest', unit: 'MB', digits: 0 },
    { name: 'peak', title: 'memory, highest', unit: 'MB', digits: 0 },
  ],
  scenarios: { '': USUAL },
  entries: [...[tutorial, stockNest, stockNest6, ours].map(flowEntry), limit()],
};

export function flowEntry(contender: Contender): Entry {
  return {
    entrant: contender,
    parts: PARTS,
    run: (stage, sizes) => withSystem(contender, stage, (system) => measure(system, stage, sizes)),
  };
}

function limit(): Entry {
  return {
    entrant: memoryFed,
    parts: PARTS,
    run: (stage, sizes) =>
      withLedger(ours, stage, (ledger) =>
        FedProgram.with('settle', stage, (program) => measureLimit(program, ledger, stage, sizes)),
      ),
  };
}

async function measureLimit(program: FedProgram, ledger: Ledger, stage: Stage, sizes: Sizes): Promise<Figures> {
  const { flowOrders: count } = sizes;
  const { hot } = stage.scenario;
  const cpu = () => cpuSeconds([program.pid, ...stage.bench.postgresPids]);
  const from = await warmedUp(sizes, (from, count) => program.do({ from, count, hot }));
  await markBefore(ledger);
  const cpuBefore = cpu();
  const seconds = await program.do({ from, count, hot });
  const cpuAfter = cpu();
  await mustBeSettled(ledger, count);
  if (!(await ledger.isSettled(count))) throw new Error('events or mails are left that are not sent');
  return { rate: count / seconds, cpu: perThousand(cpuBefore, cpuAfter, count) };
}

async function measure(system: RunningSystem, stage: Stage, sizes: Sizes): Promise<Figures> {
  const rest = system.memory()?.now;
  const from = await warmedUp(sizes, (from, count) => settle(system, stage, from, count));
  const cpuBefore = system.cpuSeconds();
  const began = performance.now();
  await settle(system, stage, from, sizes.flowOrders);
  const seconds = (performance.now() - began) / 1000;
  const cpuAfter = system.cpuSeconds();
  return {
    rate: sizes.flowOrders / seconds,
    cpu: perThousand(cpuBefore, cpuAfter, sizes.flowOrders),
    start: system.startSeconds,
    rest,
    peak: system.memory()?.peak,
  };
}

/** Answers the first order that is not yet used. As long for everyone: compilers go by time as much as by work. */
export async function warmedUp(
  { flowWarmUpOrders: count, flowWarmUpSeconds: seconds }: Sizes,
  process: (from: number, count: number) => Promise<unknown>,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let from = 0;
  do {
    await process(from, count);
    from += count;
  } while (performance.now() < until);
  return from;
}

/** Posts so many orders and waits for their end, then compares every place's books. */
export async function settle(system: RunningSystem, stage: Stage, from: number, count: number): Promise<void> {
  const { ledger } = system;
  await markBefore(ledger);
  const { hot } = stage.scenario;
  const url = stage.url('order-api');
  mustAcceptAll(await stage.bench.load.post({ url, connections: CONNECTIONS, from, count, hot }));
  await system
    .until(() => ledger.isSettled(count), 'all orders are settled')
    .catch(async (error: Error) => {
      throw new Error(`${error.message}: of ${count} ${JSON.stringify(await ledger.tally())}`);
    });
  await mustBeSettled(ledger, count);
}

async function markBefore(ledger: Ledger): Promise<void> {
  await delay(2); // so that the ids of what follows are of a later millisecond
  await ledger.mark();
}

async function mustBeSettled(ledger: Ledger, count: number): Promise<void> {
  const { units, ...places } = await ledger.tally();
  mustBe(count, { ...places, 'orders by units sold': units / UNITS_PER_ORDER });
}
