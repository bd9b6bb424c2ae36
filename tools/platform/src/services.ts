import { ActionableError } from './actionable-error.js';

/** One deployable service of the system. */
export interface Service {
  readonly name: string;
  readonly title: string;
  /** Added to PORT_BASE. */
  readonly portOffset: number;
  /** The database and the role of the same name; a service without one consumes no events either. */
  readonly database?: string;
}

export const services = [
  { name: 'gateway', title: 'Gateway', portOffset: 0 },
  { name: 'order-api', title: 'Order API', portOffset: 1, database: 'orders' },
  { name: 'inventory', title: 'Inventory', portOffset: 2, database: 'inventory' },
  { name: 'notification', title: 'Notification', portOffset: 3, database: 'notification' },
  { name: 'analytics', title: 'Analytics', portOffset: 4, database: 'analytics' },
  { name: 'transaction', title: 'Transaction', portOffset: 5, database: 'transaction' },
] as const satisfies readonly Service[];

export type ServiceName = (typeof services)[number]['name'];

/** The services that own a database, and consume events in a group of their name. */
export const databaseServices: readonly (Service & { readonly database: string })[] = services.filter(
  (service) => 'database' in service,
);

export function serviceNamed(name: string): Service | undefined {
  return services.find((service) => service.name === name);
}

const DEFAULT_PORT_BASE = 3000;
const HIGHEST_PORT_BASE = 65_500;

/**
 * PORT_BASE moves the ports of all services together, so that two clones can run side by side.
 * @throws ActionableError when the setting is no port.
 */
export function portBase(env: NodeJS.ProcessEnv = process.env): number {
  const base = env.PORT_BASE ? Number(env.PORT_BASE) : DEFAULT_PORT_BASE;
  if (Number.isInteger(base) && base >= 1 && base <= HIGHEST_PORT_BASE) return base;
  throw new ActionableError(
    `PORT_BASE=${env.PORT_BASE} is not a port`,
    `Set a whole number from 1 to ${HIGHEST_PORT_BASE}`,
  );
}

export function portOf(service: Service, env: NodeJS.ProcessEnv = process.env): number {
  return portBase(env) + service.portOffset;
}

/** The setting that points a service at a database outside the platform, such as ORDER_API_DATABASE_URL. */
export function databaseUrlSetting(service: Service): string {
  return `${service.name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
}
