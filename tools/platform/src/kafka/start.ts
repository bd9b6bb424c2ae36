import { ActionableError } from '../actionable-error.js';
import { type Addresses } from '../addresses.js';
import { timed } from '../observer.js';
import { type PlatformOptions } from '../platform-options.js';
import { anyFreePort } from '../process/port.js';
import { noteMovedPort, serveOnFreePort } from '../process/serve.js';
import { type SupervisedProcess } from '../process/supervised-process.js';
import { type KafkaAccess, administratorOf, administratorTls } from './access.js';
import { isServedFrom, kafkaBroker } from './broker.js';
import { withAdmin } from './client.js';
import { type BrokerOptions } from './configuration.js';
import { fetchKafka, kafkaVersion } from './distribution.js';
import { findJava } from './java.js';
import { namespaceOf } from './namespace.js';
import { applyPermissions } from './secure/apply-permissions.js';
import { KeyDirectory } from './secure/key-directory.js';
import { setPasswords } from './secure/scram-users.js';
import { createTopics, prepareGroups } from './topics.js';

const USUAL_PORT = 9092;
const at = (port: number) => `127.0.0.1:${port}`;

type KafkaAddresses = Pick<Addresses, 'kafkaBrokers' | 'kafkaSecurity'>;

/** Answers where it is, with every topic in place. A process that it starts is added to `processes` when it serves. */
export async function startKafka(options: PlatformOptions, processes: SupervisedProcess[]): Promise<KafkaAddresses> {
  const { env, observer } = options;
  if (env.KAFKA_BROKERS) {
    if (options.secure) throw securedElsewhere();
    return timed(
      observer,
      ({ kafkaBrokers }) => `Kafka of KAFKA_BROKERS serves on ${kafkaBrokers}`,
      () => joinKafka(env.KAFKA_BROKERS!, env),
    );
  }
  const java = await findJava(env);
  await fetchKafka(observer, options.signal);
  return timed(
    observer,
    ({ kafkaBrokers, kafkaSecurity }) =>
      `Kafka ${kafkaVersion} serves on ${kafkaBrokers}${kafkaSecurity ? ', to services with a password over TLS' : ''}`,
    async () => {
      const secure = options.secure ? await secureListener(options.dataDirectory) : undefined;
      const served = await runKafka(java.command, options, secure);
      processes.push(served.process);
      const kafkaSecurity = secure && { keys: secure.keys.path, adminBrokers: at(secure.adminPort) };
      return { kafkaBrokers: at(served.port), kafkaSecurity };
    },
  );
}

const securedElsewhere = () =>
  new ActionableError(
    'KAFKA_BROKERS names a Kafka that runs elsewhere: --secure is for the embedded one',
    'Unset KAFKA_BROKERS; or leave --secure out, and say with KAFKA_TLS and KAFKA_SASL_MECHANISM how that Kafka is reached',
  );

async function joinKafka(kafkaBrokers: string, env: NodeJS.ProcessEnv): Promise<KafkaAddresses> {
  try {
    await createTopics(administratorOf({ kafkaBrokers }, env), namespaceOf(env));
    return { kafkaBrokers };
  } catch (error) {
    throw new ActionableError(
      `The Kafka of KAFKA_BROKERS (${kafkaBrokers}) does not serve: ${(error as Error).message}`,
      'Correct the setting, or unset it to use the embedded Kafka',
    );
  }
}

type SecureListener = NonNullable<BrokerOptions['secure']>;

async function secureListener(dataDirectory: string): Promise<SecureListener> {
  const keys = KeyDirectory.of(dataDirectory);
  await keys.prepare();
  return { keys, adminPort: await anyFreePort() };
}

async function runKafka(
  java: string,
  { dataDirectory, env, observer, ports, throwaway, signal }: PlatformOptions,
  secure?: SecureListener,
) {
  const namespace = namespaceOf(env);
  const preferred = throwaway ? await anyFreePort() : (ports?.kafka ?? USUAL_PORT);
  const served = await serveOnFreePort(
    preferred,
    (port) => kafkaBroker(java, dataDirectory, { port, secure }),
    async (port) => {
      const kafka = secure ? asAdministrator(secure) : { brokers: at(port) };
      if (!(await isServedFrom(dataDirectory, kafka))) return false;
      await createTopics(kafka, namespace);
      await prepareGroups(kafka);
      if (secure) await letServicesIn(kafka, secure, namespace);
      return true;
    },
    signal,
  );
  noteMovedPort(observer, served, preferred);
  return served;
}

const asAdministrator = ({ keys, adminPort }: SecureListener): KafkaAccess => ({
  brokers: at(adminPort),
  ssl: administratorTls(keys),
});

/** Gives each service its password and its permissions; both are as they should be after each start. */
async function letServicesIn(
  administrator: KafkaAccess,
  { keys, adminPort }: SecureListener,
  namespace: string,
): Promise<void> {
  await setPasswords({ host: '127.0.0.1', port: adminPort, ...administratorTls(keys) }, keys.passwords);
  await withAdmin(administrator, (admin) => applyPermissions(admin, namespace));
}
