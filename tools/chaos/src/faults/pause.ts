import { setTimeout as delay } from 'node:timers/promises';
import { databaseServices } from '@orderflow/platform';
import { seconds } from '@orderflow/cli';
import { SESSION_TIMEOUT_MS } from '../system/settings.js';
import { type Fault } from './fault.js';

const PAUSE_MS = SESSION_TIMEOUT_MS + 4_000;

/** A zombie: stopped for so long that another replica takes its partitions, and then it goes on where it was. */
export const pause: Fault = {
  name: 'pause',
  about: 'SIGSTOP of a service past its session time-out while a second replica takes over, then SIGCONT',
  seconds: PAUSE_MS / 1_000 + 8,
  async inject(system, random) {
    const service = random.pick(databaseServices);
    const [zombie] = system.replicas(service.name);
    const successor = await system.add(service);
    zombie!.pause();
    try {
      await delay(PAUSE_MS);
    } finally {
      zombie!.resume();
    }
    await zombie!.ready();
    await system.remove(successor);
    return `${service.title} stood still for ${seconds(PAUSE_MS)}`;
  },
};
