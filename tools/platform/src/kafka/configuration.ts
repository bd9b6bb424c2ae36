import { ADMINISTRATOR, type KeyDirectory } from './secure/key-directory.js';

export interface BrokerOptions {
  readonly logDirectory: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Absent: nobody is asked who he is. */
  readonly secure?: { readonly keys: KeyDirectory; readonly adminPort: number };
}

/** The settings of the one local broker, which is its own controller. Only loopback can reach it. */
export function brokerProperties(options: BrokerOptions): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    ...listeners(options),
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@127.0.0.1:${options.controllerPort}`,
    'log.dirs': propertyValue(options.logDirectory),

    'auto.create.topics.enable': false,
    'num.partitions': 6,
    'default.replication.factor': 1,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 6,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'log.roll.hours': 24,

    // One consumer per group at first: there is nobody to wait for.
    'group.initial.rebalance.delay.ms': 50,
    // A small machine: fewer threads, and 4 MiB instead of 128 MiB for the compaction of small topics.
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 4 * 1024 * 1024,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function listeners({ port, controllerPort, secure }: BrokerOptions): Record<string, string | boolean> {
  const controller = `CONTROLLER://127.0.0.1:${controllerPort}`;
  if (secure) return securedListeners(port, controller, secure);
  return {
    listeners: `BROKER://127.0.0.1:${port},${controller}`,
    'advertised.listeners': `BROKER://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'BROKER',
  };
}

/**
 * Services come by name and password over TLS. Who comes with the platform's certificate is the administrator: the broker
 * itself, and whoever may read the key on this machine. No listener is left that takes anybody else.
 */
function securedListeners(
  port: number,
  controller: string,
  { keys, adminPort }: NonNullable<BrokerOptions['secure']>,
): Record<string, string | boolean> {
  const forClients = `CLIENTS://127.0.0.1:${port},BROKER://127.0.0.1:${adminPort}`;
  return {
    listeners: `${forClients},${controller}`,
    'advertised.listeners': forClients,
    'listener.security.protocol.map': 'CLIENTS:SASL_SSL,BROKER:SSL,CONTROLLER:SSL',
    'inter.broker.listener.name': 'BROKER',

    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': propertyValue(keys.identityFile),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': propertyValue(keys.authorityFile),
    'listener.name.broker.ssl.client.auth': 'required',
    'listener.name.controller.ssl.client.auth': 'required',
    'ssl.principal.mapping.rules': 'RULE:^CN=([^,]+).*$/$1/,DEFAULT',

    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.clients.scram-sha-512.sasl.jaas.config':
      'org.apache.kafka.common.security.scram.ScramLoginModule required;',

    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': false,
    'super.users': `User:${ADMINISTRATOR}`,
  };
}

/** Java reads a backslash in a properties file as an escape. */
const propertyValue = (text: string) => text.replaceAll('\\', '\\\\');
