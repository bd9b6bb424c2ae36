import { Topic } from '@orderflow/contracts';
import { ours } from '../../contenders/ours.js';
import { PARTS } from '../../contenders/parts.js';
import { storedBytes } from '../../stage/databases.js';
import { cpuSeconds } from '../../stage/process-table.js';
import { type RunningSystem, withSystem } from '../../stage/running-system.js';
import { type Stage, USUAL } from '../../stage/stage.js';
import { perThousand } from '../cost.js';
import { settle, warmedUp } from '../flow.js';
import { type Figures, type Measurement } from '../measurement.js';
import { type Sizes } from '../sizes.js';

const MEGABYTE = 1_000_000;
const TOPICS = Object.values(Topic);
const CPU = { unit: 's per 1,000 orders', digits: 3 };
const BYTES = { unit: 'KB per order', digits: 2 };

export const orderCosts: Measurement = {
  name: 'scaling',
  page: 'scaling',
  title: 'What an order costs each place',
  about:
    'All services as in flow: every order is confirmed. The processor time of each process; what the tables have grown by, ' +
    'with indexes and what is not yet vacuumed; the write-ahead log of all databases, into which a ' +
    'checkpoint would bring whole pages; the record batches in the topics.',
  metrics: [
    ...PARTS.map((part) => ({ name: `${part}.cpu`, title: `processor time of ${part}`, ...CPU })),
    { name: 'kafka.cpu', title: 'processor time of Kafka', ...CPU },
    { name: 'postgres.cpu', title: 'processor time of PostgreSQL', ...CPU },
    ...PARTS.map((part) => ({ name: `${part}.bytes`, title: `database of ${part}`, ...BYTES })),
    { name: 'wal', title: 'write-ahead log', ...BYTES },
    ...TOPICS.map((topic) => ({ name: topic, title: `topic ${topic}`, ...BYTES })),
  ],
  scenarios: { '': USUAL },
  entries: [
    {
      entrant: ours,
      parts: PARTS,
      run: (stage, sizes) => withSystem(ours, stage, (system) => measure(system, stage, sizes)),
    },
  ],
};

async function measure(system: RunningSystem, stage: Stage, sizes: Sizes): Promise<Figures> {
  const from = await warmedUp(sizes, (from, count) => settle(system, stage, from, count));
  const before = await spentSoFar(system, stage);
  await settle(system, stage, from, sizes.flowOrders);
  const after = await spentSoFar(system, stage);
  const cost = (name: string) => perThousand(before[name], after[name], sizes.flowOrders);
  return Object.fromEntries(Object.keys(after).map((name) => [name, cost(name)]));
}

/** Seconds, and megabytes: as many a thousand orders take as one order takes kilobytes. */
async function spentSoFar(system: RunningSystem, stage: Stage): Promise<Figures> {
  const { databases, kafkaPids, postgresPids } = stage.bench;
  const spent: Record<string, number | undefined> = {
    'kafka.cpu': cpuSeconds(kafkaPids),
    'postgres.cpu': cpuSeconds(postgresPids),
    wal: (await databases.walBytes()) / MEGABYTE,
  };
  for (const part of PARTS) {
    spent[`${part}.cpu`] = system.cpuSecondsOf(part);
    spent[`${part}.bytes`] = (await storedBytes(stage.databaseUrl(part))) / MEGABYTE;
  }
  for (const topic of TOPICS) spent[topic] = (await stage.topicBytes(topic)) / MEGABYTE;
  return spent;
}
