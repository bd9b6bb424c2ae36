import { type Service } from '@orderflow/platform';
import { seconds } from '@orderflow/cli';
import { type Fault } from './fault.js';

/** kill -9 of one replica, at whatever it is doing. */
export const killService = ({ name, title }: Service): Fault => ({
  name: 'kill-service',
  about: 'kill -9 of a service, each of the six in turn; its supervisor starts it again',
  seconds: 4,
  async inject(system, random) {
    const replica = random.pick(system.replicas(name));
    const { pid } = replica;
    await replica.kill();
    const killedAt = performance.now();
    await replica.ready();
    return `${title} (process ${pid}); ready again after ${seconds(performance.now() - killedAt)}`;
  },
});
