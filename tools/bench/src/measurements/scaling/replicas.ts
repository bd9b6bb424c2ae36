import { setTimeout as delay } from 'node:timers/promises';
import { ours } from '../../contenders/ours.js';
import { percentile } from '../../report/statistics.js';
import { cpuSeconds } from '../../stage/process-table.js';
import { type RunningSystem, withSystem } from '../../stage/running-system.js';
import { type Stage, USUAL } from '../../stage/stage.js';
import { mustBeConsumed, publish, untilConsumed } from '../consume.js';
import { perThousand } from '../cost.js';
import { type Figures, type Measurement } from '../measurement.js';
import { type Sizes } from '../sizes.js';
import { HandledEvents } from './handled-events.js';
import { whileFed } from './steady-feed.js';

const PARTITIONS = [1, 6, 12];
const REPLICAS = [1, 2, 4];
const COST = { unit: 's per 1,000 events', digits: 3 };

export const replicas: Measurement = {
  name: 'scaling',
  page: 'scaling',
  title: 'Replicas and partitions',
  about:
    'inventory alone, in several processes on the same processors, warmed up. First as in consume: the events lie in the ' +
    'topic before it may go on. Then 1,000 events a second, each when it is due: how long it waits from then until the ' +
    'transaction that handles it begins.',
  metrics: [
    { name: 'rate', title: 'consumed', unit: 'events/s', digits: 0 },
    { name: 'cpu', title: 'processor time of inventory', ...COST },
    { name: 'kafka', title: 'of Kafka', ...COST },
    { name: 'postgres', title: 'of PostgreSQL', ...COST },
    { name: 'p50', title: 'wait at 1,000 events/s, p50', unit: 'ms', digits: 0 },
    { name: 'max', title: 'longest', unit: 'ms', digits: 0 },
  ],
  scenarios: {
    ...Object.fromEntries(
      PARTITIONS.flatMap((partitions) =>
        REPLICAS.map((replicas) => [titleOf(replicas, partitions), { ...USUAL, partitions, replicas }]),
      ),
    ),
    '4 replicas, 6 partitions, all orders on one hot item': { ...USUAL, replicas: 4, hot: true },
  },
  entries: [
    {
      entrant: ours,
      parts: ['inventory'],
      run: (stage, sizes) => withSystem(ours, stage, (system) => measure(system, stage, sizes)),
    },
  ],
};

function titleOf(replicas: number, partitions: number): string {
  const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
  return `${plural(replicas, 'replica')}, ${plural(partitions, 'partition')}`;
}

async function measure(system: RunningSystem, stage: Stage, sizes: Sizes): Promise<Figures> {
  const warmUp = sizes.scalingWarmUpEvents * stage.scenario.replicas; // each process is to be compiled
  await publish(stage, 0, warmUp);
  await untilConsumed(system, stage, warmUp);
  const consumed = await consumeBacklog(system, stage, warmUp, sizes.scalingEvents);
  const { fed, waits } = await feed(system, stage, sizes.scalingSeconds);
  mustBeConsumed(warmUp + sizes.scalingEvents + fed, await system.ledger.consumption());
  return { ...consumed, p50: percentile(waits, 0.5), max: waits.at(-1)! };
}

async function consumeBacklog(system: RunningSystem, stage: Stage, from: number, count: number): Promise<Figures> {
  const { kafkaPids, postgresPids } = stage.bench;
  const spentSoFar = () => [system.cpuSecondsOf('inventory'), cpuSeconds(kafkaPids), cpuSeconds(postgresPids)];
  await system.whilePaused(() => publish(stage, from, count));
  const before = spentSoFar();
  const began = performance.now();
  await untilConsumed(system, stage, from + count);
  const seconds = (performance.now() - began) / 1000;
  const [cpu, kafka, postgres] = spentSoFar().map((spent, n) => perThousand(before[n], spent, count));
  return { rate: count / seconds, cpu, kafka, postgres };
}

/** Answers the waits from the shortest to the longest. */
function feed(system: RunningSystem, stage: Stage, seconds: number): Promise<{ fed: number; waits: number[] }> {
  return HandledEvents.with(stage, async (handled) => {
    const fed = await whileFed(stage, () => delay(seconds * 1000));
    await system.until(() => handled.includes(fed), 'all that was fed is handled');
    const waits = [...(await handled.waitsOf(fed)).values()].toSorted((a, b) => a - b);
    return { fed: fed.length, waits };
  });
}
