import { setTimeout as delay } from 'node:timers/promises';
import { Topic } from '@orderflow/contracts';
import { type Contender } from '../contenders/contender.js';
import { bareFastify } from '../contenders/limit/limits.js';
import { ours } from '../contenders/ours.js';
import { stockNest } from '../contenders/stock-nest/stock-nest.js';
import { tutorial } from '../contenders/tutorial/tutorial.js';
import { type RunningSystem, withSystem } from '../stage/running-system.js';
import { type Stage, USUAL } from '../stage/stage.js';
import { mustAcceptAll, mustBe } from './check.js';
import { type Entry, type Figures, type Measurement } from './measurement.js';
import { type Sizes } from './sizes.js';

const CONNECTIONS = 64;

export const accept: Measurement = {
  name: 'accept',
  title: 'Accepting orders',
  about:
    'POST /orders at 64 connections, each of which sends its next order when the one before is answered. ' +
    'The relay runs; the time until it has sent the last event is told too.',
  metrics: [
    { name: 'rate', title: 'accepted', unit: 'orders/s', digits: 0, pictured: true },
    { name: 'p50', title: 'p50', unit: 'ms', digits: 1 },
    { name: 'p99', title: 'p99', unit: 'ms', digits: 1 },
    { name: 'drain', title: 'sent on after', unit: 's', digits: 1, alone: true },
  ],
  scenarios: { '': USUAL },
  entries: [...[tutorial, stockNest, ours].map(entryOf), limit()],
};

function entryOf(contender: Contender): Entry {
  return {
    entrant: contender,
    parts: ['order-api'],
    run: (stage, sizes) => withSystem(contender, stage, (system) => measure(system, stage, sizes)),
  };
}

async function measure(system: RunningSystem, stage: Stage, sizes: Sizes): Promise<Figures> {
  const { ledger } = system;
  const warmUp = sizes.acceptWarmUpOrders;
  const count = await warmedUp(stage, sizes);
  await delay(2); // so that the ids of what follows are of a later millisecond
  await ledger.mark();
  const report = await post(stage, warmUp, count);
  mustAcceptAll(report);
  const answered = performance.now();
  await system.until(() => ledger.isDrained(), 'the outbox is empty');
  const drain = (performance.now() - answered) / 1000;
  mustBe(count, { 'orders in store': await ledger.accepted() });
  mustBe(count, { 'events in Kafka': (await stage.broker.messagesIn(Topic.OrderEvents)) - warmUp });
  return { rate: count / report.seconds, p50: report.p50, p99: report.p99, drain };
}

function limit(): Entry {
  return {
    entrant: bareFastify,
    parts: ['order-api'],
    run: (stage, sizes) =>
      bareFastify.serve(stage, async () => {
        const report = await post(stage, sizes.acceptWarmUpOrders, await warmedUp(stage, sizes));
        mustAcceptAll(report);
        return { rate: report.accepted / report.seconds, p50: report.p50, p99: report.p99 };
      }),
  };
}

/** Answers how many orders last about as long as the measurement shall, going by the second half of the warm-up. */
async function warmedUp(stage: Stage, sizes: Sizes): Promise<number> {
  const half = Math.ceil(sizes.acceptWarmUpOrders / 2);
  mustAcceptAll(await post(stage, 0, half));
  const warm = await post(stage, half, sizes.acceptWarmUpOrders - half);
  mustAcceptAll(warm);
  return Math.max(CONNECTIONS, Math.round((warm.accepted / warm.seconds) * sizes.acceptSeconds));
}

function post(stage: Stage, from: number, count: number) {
  const { hot } = stage.scenario;
  return stage.bench.load.post({ url: stage.url('order-api'), connections: CONNECTIONS, from, count, hot });
}
