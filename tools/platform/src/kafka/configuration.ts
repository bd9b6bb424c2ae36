/** The settings of the one local broker, which is its own controller. Only loopback can reach it. */
export function brokerProperties(options: {
  readonly logDirectory: string;
  readonly port: number;
  readonly controllerPort: number;
}): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `BROKER://127.0.0.1:${options.port},CONTROLLER://127.0.0.1:${options.controllerPort}`,
    'advertised.listeners': `BROKER://127.0.0.1:${options.port}`,
    'listener.security.protocol.map': 'BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'BROKER',
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

/** Java reads a backslash in a properties file as an escape. */
const propertyValue = (text: string) => text.replaceAll('\\', '\\\\');
