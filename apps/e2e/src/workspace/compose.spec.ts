import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { read, WORKSPACE } from './workspace.js';

/** The Compose plugin, or Debian's docker-compose; neither needs a Docker engine to check a file. */
const compose = [['docker', 'compose'], ['docker-compose']].find((command) => run(command, 'version').status === 0);

function run([program, ...first]: string[], ...args: string[]) {
  return spawnSync(program!, [...first, ...args], { cwd: WORKSPACE, encoding: 'utf8' });
}

describe('docker-compose.yml', () => {
  // A developer without Docker may go without; CI may not.
  ((compose ?? process.env.CI) ? it : it.skip)('is accepted by Compose', () => {
    if (!compose) throw new Error('Compose is not installed; on Debian: apt-get install docker-compose');
    const { status, stderr } = run(compose, 'config', '--quiet');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('publishes its ports on this machine only', () => {
    const ports = [...read('docker-compose.yml').matchAll(/ports: \['(.*)'\]/g)].map(([, port]) => port);
    expect(ports.length).toBeGreaterThan(8);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });
});
