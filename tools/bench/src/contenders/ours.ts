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
  spec(part: Part, stage: Stage) {
    const { brokers } = stage.bench;
    const addresses = { pid: process.pid, kafkaBrokers: brokers, databaseUrls: { [part]: stage.databaseUrl(part) } };
    const spec = serviceProcess(serviceNamed(part)!, addresses, stage.directory, { PATH: process.env.PATH });
    return {
      ...spec,
      env: { ...spec.env, PORT: String(stage.port(part)), KAFKA_NAMESPACE: stage.namespace },
      pidFile: pidFileOf(stage.bench.directory, `${stage.namespace}${part}`),
    };
  },
};
