import { readFileSync } from 'node:fs';
import { type ConnectionOptions } from 'node:tls';
import { type SASLOptions } from 'kafkajs';
import { type Addresses } from '../addresses.js';
import { type Service } from '../services.js';
import { KeyDirectory } from './secure/key-directory.js';

/** Where Kafka is, and how it is spoken to: as kafkajs takes it. */
export interface KafkaAccess {
  /** `host:port`, separated by commas. */
  readonly brokers: string;
  readonly ssl?: ConnectionOptions | boolean;
  readonly sasl?: SASLOptions;
}

type KafkaAddresses = Pick<Addresses, 'kafkaBrokers' | 'kafkaSecurity'>;

/**
 * How the commands reach Kafka: the embedded one as its administrator, one that runs elsewhere by the settings that the
 * services have (KAFKA_TLS, KAFKA_SASL_MECHANISM and so on).
 */
export function administratorOf({ kafkaBrokers, kafkaSecurity }: KafkaAddresses, env: NodeJS.ProcessEnv): KafkaAccess {
  if (!kafkaSecurity) return { brokers: kafkaBrokers, ...securityOf(env) };
  return { brokers: kafkaSecurity.adminBrokers, ssl: administratorTls(new KeyDirectory(kafkaSecurity.keys)) };
}

/** With the platform's own certificate. */
export function administratorTls({ authorityFile, identityFile }: KeyDirectory): ConnectionOptions {
  const identity = readFileSync(identityFile, 'utf8');
  return { ca: readFileSync(authorityFile, 'utf8'), cert: identity, key: identity };
}

/** The settings with which a service reaches a secured embedded Kafka, under its own name; none for a plain one. */
export function clientSettings(
  { name }: Pick<Service, 'name'>,
  { kafkaSecurity }: KafkaAddresses,
): Record<string, string> {
  if (!kafkaSecurity) return {};
  const keys = new KeyDirectory(kafkaSecurity.keys);
  return {
    KAFKA_TLS: 'true',
    KAFKA_TLS_CA: keys.authorityFile,
    KAFKA_SASL_MECHANISM: 'scram-sha-512',
    KAFKA_SASL_USERNAME: name,
    KAFKA_SASL_PASSWORD: keys.passwords[name]!,
  };
}

/** The services check these settings, each of them, when they start. */
function securityOf(env: NodeJS.ProcessEnv): Pick<KafkaAccess, 'ssl' | 'sasl'> {
  const { KAFKA_TLS_CA, KAFKA_TLS_CERT, KAFKA_TLS_KEY, KAFKA_SASL_MECHANISM: mechanism } = env;
  const textOf = (path: string | undefined) => (path ? readFileSync(path, 'utf8') : undefined);
  const tls = KAFKA_TLS_CA || KAFKA_TLS_CERT ? 'true' : 'false';
  return {
    ssl: (env.KAFKA_TLS || tls) === 'true' && {
      ca: textOf(KAFKA_TLS_CA),
      cert: textOf(KAFKA_TLS_CERT),
      key: textOf(KAFKA_TLS_KEY),
    },
    sasl: mechanism
      ? ({ mechanism, username: env.KAFKA_SASL_USERNAME, password: env.KAFKA_SASL_PASSWORD } as SASLOptions)
      : undefined,
  };
}
