/** After this silence Kafka gives a consumer's partitions to others: the shortest that a broker grants. */
export const SESSION_TIMEOUT_MS = 6_000;

/**
 * What the services are told beside their addresses: a failure must be found and tried again within a run. Nothing of
 * the shell reaches them but where programs are.
 */
export const serviceSettings = (portBase: number): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  PORT_BASE: String(portBase),
  LOG_LEVEL: 'warn',
  KAFKA_SESSION_TIMEOUT: `${SESSION_TIMEOUT_MS / 1_000}s`,
  RETRY_ATTEMPTS: '5',
  RETRY_INITIAL_WAIT: '100ms',
  RETRY_MAX_WAIT: '2s',
});

/** What the platform is told: the settings that would point it at a Kafka or at databases in use stay out. */
export const platformSettings = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, JAVA_HOME: process.env.JAVA_HOME });

/** Not the usual ones, which belong to `npm start`; and below those that Linux gives to outgoing connections. */
export const PLATFORM_PORTS = { kafka: 21_092, postgres: 21_432 };
