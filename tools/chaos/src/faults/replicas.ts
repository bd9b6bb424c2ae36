import { setTimeout as delay } from 'node:timers/promises';
import { databaseServices } from '@orderflow/platform';
import { MAX_REPLICAS } from '../system/ports.js';
import { type Fault } from './fault.js';

/** Long enough to join the group and handle some. */
const TOGETHER_MS = 5_000;

export const replicas: Fault = {
  name: 'replicas',
  about: 'a service is scaled 1 → 4 → 1 under load',
  seconds: 20,
  async inject(system, random) {
    const service = random.pick(databaseServices);
    while (system.replicas(service.name).length < MAX_REPLICAS) await system.add(service);
    await delay(TOGETHER_MS);
    // The first one stays: the gateway looks for the service on its port.
    for (const replica of random.shuffle(system.replicas(service.name).slice(1))) await system.remove(replica);
    return `${service.title}: 1 → ${MAX_REPLICAS} → 1`;
  },
};
