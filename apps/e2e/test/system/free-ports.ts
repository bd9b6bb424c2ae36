import { isFree, services } from '@orderflow/platform';

/**
 * The first of ports that are free for all services, each at its offset: above those that other programs prefer, below those that
 * Linux gives to outgoing connections.
 */
export async function freePortBase(): Promise<number> {
  for (let base = 21_000; base < 32_000; base += 10) {
    const free = await Promise.all(services.map(({ portOffset }) => isFree(base + portOffset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error('no free ports for the services');
}
