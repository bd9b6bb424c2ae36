import { join } from 'node:path';
import { SupervisedProcess } from '@orderflow/platform';
import { type Stage } from '../../stage/stage.js';
import { until } from '../../stage/until.js';
import { type Entrant } from '../contender.js';
import { programOf } from '../program.js';

/** What no service can surpass: the work that cannot be left out, and nothing around it. */
export const bareFastify = {
  name: 'limit',
  title: 'limit: bare Fastify, answers 201',
  durable: false,
  async serve<Result>(stage: Stage, use: () => Promise<Result>): Promise<Result> {
    const spec = programOf('limit', 'order-api', stage);
    const child = new SupervisedProcess({ ...spec, args: [join(import.meta.dirname, 'accept.js')] });
    child.start();
    try {
      await until(
        async () => (await fetch(`${stage.url('order-api')}/health`).catch(() => undefined))?.ok ?? false,
        'it serves',
      );
      return await use();
    } finally {
      await child.stop();
    }
  },
} satisfies Entrant & Record<string, unknown>;

/** The statements of the services, from memory. Its programs are in this folder. */
export const memoryFed = {
  name: 'limit',
  title: 'limit: the same SQL, fed from memory',
  durable: true,
} satisfies Entrant;
