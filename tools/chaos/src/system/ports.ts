import { isFree, portOf, type Service, services } from '@orderflow/platform';

export const MAX_REPLICAS = 4;
/** Above those that other programs prefer, below those that Linux gives to outgoing connections. */
const FIRST = 22_000;
const LAST = 32_000;
/** Between the ports of a service's replicas. */
const STEP = 10;

/** The port of a service's nth replica, counted from 0: the first one's is the usual one. */
export const replicaPort = (service: Service, portBase: number, nth: number): number =>
  portOf(service, { PORT_BASE: String(portBase) }) + nth * STEP;

/** A PORT_BASE from which the ports of all replicas are free. */
export async function freePortBase(): Promise<number> {
  for (let base = FIRST; base < LAST; base += MAX_REPLICAS * STEP) {
    const ports = services.flatMap((service) =>
      Array.from({ length: MAX_REPLICAS }, (_, nth) => replicaPort(service, base, nth)),
    );
    if ((await Promise.all(ports.map((port) => isFree(port)))).every(Boolean)) return base;
  }
  throw new Error(`No ports are free from ${FIRST} to ${LAST}`);
}
