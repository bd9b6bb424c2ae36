import { setTimeout as delay } from 'node:timers/promises';
import { type Contender } from '../../contenders/contender.js';
import { ours } from '../../contenders/ours.js';
import { type RunningSystem, withSystem } from '../../stage/running-system.js';
import { type Stage, USUAL } from '../../stage/stage.js';
import { mustBeConsumed, publish, untilConsumed } from '../consume.js';
import { type Figures, type Measurement } from '../measurement.js';
import { type Sizes } from '../sizes.js';
import { HandledEvents } from './handled-events.js';
import { type FedEvent, whileFed } from './steady-feed.js';

const FIRST_REPLICAS = 2;
/** The second replica leaves in order, the one that has joined is killed; the first one stays. */
const [LEAVES, JOINS] = [1, 2];

/** What its supervisor stops is asked to end, but for the one that is to die without a word. */
const withOneToKill: Contender = {
  ...ours,
  spec: (part, stage, replica) => ({
    ...ours.spec(part, stage, replica),
    ...(replica === JOINS ? { stopSignal: 'SIGKILL', graceMs: 0 } : {}),
  }),
};

export const rebalance: Measurement = {
  name: 'scaling',
  page: 'scaling',
  title: 'How long a partition rests while replicas come and go',
  about:
    'inventory with 6 partitions at 1,000 events a second. Two replicas; a third one joins, one ends by SIGTERM, another ' +
    'by SIGKILL. The longest that an event has waited meanwhile, in the partition that rested longest and in the one ' +
    'that rested least.',
  metrics: [
    { name: 'joinLongest', title: 'one joins: longest rest', unit: 's', digits: 2 },
    { name: 'joinLeast', title: 'one joins: least', unit: 's', digits: 2 },
    { name: 'stopLongest', title: 'SIGTERM: longest rest', unit: 's', digits: 2 },
    { name: 'stopLeast', title: 'SIGTERM: least', unit: 's', digits: 2 },
    { name: 'killLongest', title: 'SIGKILL: longest rest', unit: 's', digits: 2 },
    { name: 'killLeast', title: 'SIGKILL: least', unit: 's', digits: 2 },
  ],
  scenarios: { '': { ...USUAL, replicas: FIRST_REPLICAS + 1 } },
  entries: [
    {
      entrant: withOneToKill,
      parts: ['inventory'],
      run: (stage, sizes) =>
        withSystem(withOneToKill, stage, (system) => measure(system, stage, sizes), { replicas: FIRST_REPLICAS }),
    },
  ],
};

/** From when the members began to change until all that came meanwhile was handled. */
interface Change {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function measure(system: RunningSystem, stage: Stage, sizes: Sizes): Promise<Figures> {
  return HandledEvents.with(stage, async (handled) => {
    const warmUp = sizes.scalingWarmUpEvents * FIRST_REPLICAS;
    await publish(stage, 0, warmUp);
    await untilConsumed(system, stage, warmUp);
    const changes: Change[] = [];
    const fed = await whileFed(stage, async (soFar) => {
      const change = async (name: string, begin: () => Promise<void>) => {
        await delay(sizes.scalingSeconds * 1000); // steady before
        const from = Date.now();
        await begin();
        const came = [...soFar];
        await system.until(() => handled.includes(came), `all is handled after the change: ${name}`);
        changes.push({ name, from, to: came.at(-1)!.dueAt });
      };
      await change('join', () => join(system));
      await change('stop', () => end(system, LEAVES, 2));
      await change('kill', () => end(system, JOINS, 1));
    });
    await system.until(() => handled.includes(fed), 'all that was fed is handled');
    mustBeConsumed(warmUp + fed.length, await system.ledger.consumption());
    const waits = await handled.waitsOf(fed);
    return Object.assign({}, ...changes.map((change) => restsDuring(change, waits))) as Figures;
  });
}

function join(system: RunningSystem): Promise<void> {
  system.replica('inventory', JOINS).start();
  return system.untilShared('inventory', FIRST_REPLICAS + 1);
}

async function end(system: RunningSystem, replica: number, left: number): Promise<void> {
  await system.replica('inventory', replica).stop();
  await system.untilShared('inventory', left);
}

function restsDuring({ name, from, to }: Change, waits: ReadonlyMap<FedEvent, number>): Figures {
  const restOf = new Map<number, number>();
  for (const [{ partition, dueAt }, wait] of waits) {
    if (dueAt >= from && dueAt <= to) restOf.set(partition, Math.max(wait, restOf.get(partition) ?? 0));
  }
  const rests = [...restOf.values()].map((milliseconds) => milliseconds / 1000);
  return { [`${name}Longest`]: Math.max(...rests), [`${name}Least`]: Math.min(...rests) };
}
