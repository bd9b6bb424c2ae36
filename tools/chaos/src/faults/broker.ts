import { setTimeout as delay } from 'node:timers/promises';
import { seconds } from '@orderflow/cli';
import { type Fault } from './fault.js';

/** Kafka is away; what is accepted meanwhile waits in the outboxes. */
export const brokerOutage = (outageMs: number): Fault => ({
  name: 'broker',
  about: 'Kafka is stopped and, after --outage, started again',
  seconds: outageMs / 1_000 + 8,
  async inject(system) {
    await system.stopKafka();
    await delay(outageMs);
    await system.startKafka();
    return `Kafka was away for ${seconds(outageMs)}`;
  },
});
