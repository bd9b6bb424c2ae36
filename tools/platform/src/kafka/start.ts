import { ActionableError } from '../actionable-error.js';
import { timed } from '../observer.js';
import { type PlatformOptions } from '../platform-options.js';
import { anyFreePort } from '../process/port.js';
import { noteMovedPort, serveOnFreePort } from '../process/serve.js';
import { type SupervisedProcess } from '../process/supervised-process.js';
import { isServedFrom, kafkaBroker } from './broker.js';
import { fetchKafka, kafkaVersion } from './distribution.js';
import { findJava } from './java.js';
import { createTopics, prepareGroups } from './topics.js';

const USUAL_PORT = 9092;
const at = (port: number) => `127.0.0.1:${port}`;

/** Answers the brokers, with every topic in place. A process that it starts is added to `processes` when it serves. */
export async function startKafka(options: PlatformOptions, processes: SupervisedProcess[]): Promise<string> {
  const { env, observer } = options;
  if (env.KAFKA_BROKERS) {
    return timed(
      observer,
      (brokers) => `Kafka of KAFKA_BROKERS serves on ${brokers}`,
      () => joinKafka(env.KAFKA_BROKERS!),
    );
  }
  const java = await findJava(env);
  await fetchKafka(observer, options.signal);
  return timed(
    observer,
    (brokers) => `Kafka ${kafkaVersion} serves on ${brokers}`,
    async () => {
      const served = await runKafka(java.command, options);
      processes.push(served.process);
      return at(served.port);
    },
  );
}

async function joinKafka(brokers: string): Promise<string> {
  await createTopics(brokers).catch((error: Error) => {
    throw new ActionableError(
      `The Kafka of KAFKA_BROKERS (${brokers}) does not serve: ${error.message}`,
      'Correct the setting, or unset it to use the embedded Kafka',
    );
  });
  return brokers;
}

async function runKafka(java: string, { dataDirectory, observer, ports, throwaway, signal }: PlatformOptions) {
  const preferred = throwaway ? await anyFreePort() : (ports?.kafka ?? USUAL_PORT);
  const served = await serveOnFreePort(
    preferred,
    (port) => kafkaBroker(java, dataDirectory, port),
    async (port) => {
      if (!(await isServedFrom(dataDirectory, at(port)))) return false;
      await createTopics(at(port));
      await prepareGroups(at(port));
      return true;
    },
    signal,
  );
  noteMovedPort(observer, served, preferred);
  return served;
}
