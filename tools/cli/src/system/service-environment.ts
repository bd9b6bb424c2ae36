import { type Addresses, type Service, clientSettings, portBase, portOf } from '@orderflow/platform';

/** What a service is told of its surroundings: its port, its own database, the brokers and how they know it. */
export function serviceEnvironment(service: Service, addresses: Addresses, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const databaseUrl = addresses.databaseUrls[service.name];
  return {
    PORT_BASE: String(portBase(env)),
    PORT: String(portOf(service, env)),
    KAFKA_BROKERS: addresses.kafkaBrokers,
    ...clientSettings(service, addresses),
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  };
}
