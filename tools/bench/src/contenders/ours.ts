import { join } from 'node:path';
import { serviceProcess } from '@orderflow/cli';
import { pidFileOf, serviceNamed } from '@orderflow/platform';
import { type Stage } from '../stage/stage.js';
import { type Contender } from './contender.js';
import { type Part } from './parts.js';
import { PostgresLedger } from './postgres-ledger.js';

/** The services of this checkout as `npm start` runs them: what was built, with the default settings. */
export const ours: Contender = {
  name: 'ours',
  title: 'Orderflow',
  durable: true,
  readyPath: '/health/ready',
  groupOf: (part, stage) => stage.namespace + part,
  ledgerOf: (stage) => new PostgresLedger(stage),
  spec(part: Part, stage: Stage, replica: number) {
    const { brokers } = stage.bench;
    const addresses = { pid: process.pid, kafkaBrokers: brokers, databaseUrls: { [part]: stage.databaseUrl(part) } };
    const spec = serviceProcess(serviceNamed(part)!, addresses, stage.directory, { PATH: process.env.PATH });
    const name = replica === 0 ? part : `${part}-${replica + 1}`;
    return {
      ...spec,
      title: replica === 0 ? spec.title : `${spec.title} ${replica + 1}`,
      env: { ...spec.env, PORT: String(stage.port(part, replica)), KAFKA_NAMESPACE: stage.namespace },
      logFile: join(stage.directory, 'logs', `${name}.log`),
      pidFile: pidFileOf(stage.bench.directory, stage.namespace + name),
    };
  },
};
