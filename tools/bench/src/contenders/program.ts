import { join } from 'node:path';
import { pidFileOf, type ProcessSpec } from '@orderflow/platform';
import { type Stage } from '../stage/stage.js';
import { type Part } from './parts.js';

/** How a contender that is written here is run: one program, told its part, and its surroundings as ours are told. */
export function programOf(
  directory: string,
  part: Part,
  stage: Stage,
  settings: Readonly<Record<string, string>> = {},
): ProcessSpec {
  return {
    title: `${directory} ${part}`,
    command: process.execPath,
    args: [join(import.meta.dirname, directory, 'main.js'), part],
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      PORT: String(stage.port(part)),
      KAFKA_BROKERS: stage.bench.brokers,
      KAFKA_NAMESPACE: stage.namespace,
      DATABASE_URL: stage.databaseUrl(part),
      ...settings,
    },
    logFile: join(stage.directory, 'logs', `${part}.log`),
    pidFile: pidFileOf(stage.bench.directory, `${stage.namespace}${part}`),
    stopSignal: 'SIGKILL', // all is done and checked; kafkajs takes 5 s to end a fetch
    graceMs: 0,
  };
}
