import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { services as known } from '@orderflow/platform';
import { testDatabase, type TestDatabase } from '@orderflow/testing';
import { build, CAN_BUILD, OVERLAYS } from '../src/kubernetes/kustomize.js';
import { environmentOf, secretsOf, services, workloads, type Workload } from '../src/kubernetes/manifests.js';
import { localSecrets } from '../src/kubernetes/secrets.js';
import { read, WORKSPACE } from '../src/workspace/workspace.js';

type Environment = Readonly<Record<string, string>>;

const check = CAN_BUILD ? it : it.skip;
/** Where nobody answers: migrations need no Kafka. */
const NO_KAFKA = '127.0.0.1:1';

/** What the image itself puts into the environment. */
function imageOf(service: string): Environment {
  const [, shared] = /^ENV (NODE_ENV=.*)$/m.exec(read('Dockerfile'))!;
  const [, port] = new RegExp(`AS ${service}\\nENV (PORT=\\d+)$`, 'm').exec(read('Dockerfile'))!;
  return Object.fromEntries(`${shared} ${port}`.split(' ').map((pair) => pair.split('=') as [string, string]));
}

/** Runs a command line to its end. */
async function run([program, ...args]: readonly string[], environment: Environment) {
  const child = spawn(program!, args, { cwd: WORKSPACE, env: { PATH: process.env.PATH, ...environment } });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, said: `${out}${errors}` };
}

describe('what a pod is started with', () => {
  const databases = new Map<string, TestDatabase>();
  let folder: string;
  let certificates: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'orderflow kubernetes '));
    certificates = join(folder, 'ca.pem');
    await writeFile(certificates, rootCertificates.slice(0, 2).join('\n'));
    for (const { name } of known) databases.set(name, await testDatabase());
  }, 60_000);
  afterAll(async () => {
    await Promise.all([...databases.values()].map((database) => database.drop()));
    await rm(folder, { recursive: true });
  });

  /** Its environment, with the test's own database, nobody in Kafka's place, and a file of this machine for the mounted one. */
  function startedWith(workload: Workload, manifests: ReturnType<typeof build>): Environment {
    const name = workload.metadata.labels!['app.kubernetes.io/name']!;
    const secrets = localSecrets();
    for (const secret of secretsOf(workload)) if (!secrets.has(secret)) secrets.set(secret, 'x'.repeat(32));
    const environment = { ...imageOf(name), ...environmentOf(workload, manifests, secrets) };
    if (environment.KAFKA_TLS_CA) environment.KAFKA_TLS_CA = certificates;
    if (environment.DATABASE_URL) environment.DATABASE_URL = databases.get(name)!.url;
    return { ...environment, KAFKA_BROKERS: NO_KAFKA };
  }

  check.each(OVERLAYS.flatMap((overlay) => known.map(({ name }) => ({ overlay, name }))))(
    'is what $name accepts as its settings, in $overlay',
    async ({ overlay, name }) => {
      const manifests = build(overlay);
      const environment = startedWith(services(manifests).get(name)!, manifests);
      expect(environment.HOST).toBe('0.0.0.0');
      const { code, said } = await run(['node', `apps/${name}/dist/main.js`, '--migrate'], environment);
      expect({ code, said }).toEqual({
        code: 0,
        said: expect.stringContaining('Nothing is left to migrate') as unknown,
      });
    },
    30_000,
  );

  check(
    'lets the Job of a service migrate its database, twice and by two at once, and end',
    async () => {
      const manifests = build('production');
      const job = workloads(manifests).find(({ metadata }) => metadata.name === 'inventory-migration')!;
      const database = await testDatabase();
      const environment = { ...startedWith(job, manifests), DATABASE_URL: database.url };
      const command = job.spec.template.spec.containers[0]!.command!;
      const together = await Promise.all([run(command, environment), run(command, environment)]);
      const again = await run(command, environment);
      expect([...together, again].map(({ code }) => code)).toEqual([0, 0, 0]);
      expect(
        together
          .map(({ said }) => said)
          .join('')
          .match(/Migrated: 0001-stock/g),
      ).toHaveLength(1);
      expect(again.said).not.toContain('Migrated');
      expect(await database.query('SELECT name FROM migration')).not.toEqual([]);
      await database.drop();
    },
    60_000,
  );

  check('makes the Job fail, with the reason in one line, where the address of the database is wrong', async () => {
    const manifests = build('production');
    const job = workloads(manifests).find(({ metadata }) => metadata.name === 'inventory-migration')!;
    const environment = { ...startedWith(job, manifests), DATABASE_URL: 'mysql://nowhere' };
    const { code, said } = await run(job.spec.template.spec.containers[0]!.command!, environment);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/^DATABASE_URL=\*\*\*.*\n$/) as unknown });
  });
});
