import { dataDirectory, holderOf, isFree, portBase, portOf, readPlatform, services } from '@orderflow/platform';
import { ControlClient } from '../system/control-client.js';
import { type Finding } from './finding.js';

export async function checkServicePorts(env: NodeJS.ProcessEnv): Promise<Finding> {
  const what = 'Service ports';
  const range = `${portBase(env)} to ${portOf(services.at(-1)!, env)}`;
  if (await new ControlClient(dataDirectory(env)).status()) {
    return { what, state: 'ok', found: `${range}: this checkout's system runs` };
  }
  const taken = await takenOf(services.map((service) => portOf(service, env)));
  if (taken.length === 0) return { what, state: 'ok', found: `${range} are free` };
  const remedy = `End that, or move all services to other ports: PORT_BASE=${portBase(env) + 1000} npm start`;
  return { what, state: 'missing', found: `taken: ${taken.join(', ')}`, remedy };
}

/** These move by themselves. */
export async function checkPlatformPorts(env: NodeJS.ProcessEnv): Promise<Finding> {
  const what = 'Platform ports';
  if (readPlatform(dataDirectory(env))) return { what, state: 'ok', found: "this checkout's platform runs" };
  const taken = await takenOf([9092, 5432]);
  if (taken.length === 0) return { what, state: 'ok', found: '9092 (Kafka) and 5432 (PostgreSQL) are free' };
  return { what, state: 'ok', found: `taken: ${taken.join(', ')}; the next free one is used instead` };
}

async function takenOf(ports: readonly number[]): Promise<string[]> {
  const free = await Promise.all(ports.map((port) => isFree(port)));
  return ports.filter((_, i) => !free[i]).map((port) => [port, holderOf(port)].filter(Boolean).join(' by '));
}
