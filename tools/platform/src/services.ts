import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Topic } from '@orderflow/contracts';
import { ActionableError } from './actionable-error.js';
import { workspaceRoot } from './workspace.js';

/** One deployable service of the system: a folder of `apps` whose package.json has this, but for the name, as `orderflow`. */
export interface Service {
  readonly name: string;
  readonly title: string;
  /** Added to PORT_BASE. */
  readonly portOffset: number;
  /** The database and the role of the same name; a service without one consumes no events either. */
  readonly database?: string;
  /** The topics that its handlers read, and those to which its events go. */
  readonly reads?: readonly Topic[];
  readonly writes?: readonly Topic[];
}

const apps = join(workspaceRoot, 'apps');

/** In the order of their ports. */
export const services: readonly Service[] = readdirSync(apps)
  .flatMap(serviceIn)
  .sort((one, other) => one.portOffset - other.portOffset);

/** The services that own a database, and consume events in a group of their name. */
export const databaseServices = services.filter(hasDatabase);

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

function serviceIn(name: string): Service[] {
  const file = join(apps, name, 'package.json');
  if (!existsSync(file)) return [];
  const { orderflow } = JSON.parse(readFileSync(file, 'utf8')) as { readonly orderflow?: Omit<Service, 'name'> };
  return orderflow ? [{ name, ...orderflow }] : [];
}

function hasDatabase(service: Service): service is Service & { readonly database: string } {
  return service.database !== undefined;
}
