import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readJson, type Tree } from '@nx/devkit';
import { parse, parseAllDocuments } from 'yaml';
import { generateConsumer } from './generate-consumer.js';
import { realTree } from './testing/real-tree.js';

interface Compose {
  readonly services: Readonly<Record<string, { readonly ports?: readonly string[]; readonly profiles?: string[] }>>;
}
interface Container {
  readonly environment: Readonly<Record<string, string>>;
  readonly build: object;
}
interface LockFile {
  readonly packages: Readonly<Record<string, object>>;
}

const options = { name: 'order-archive', events: ['ORDER_CONFIRMED', 'INVENTORY_RELEASED'], port: 3042 };

describe('nx g @orderflow/tools:consumer', () => {
  let before: Tree;
  let tree: Tree;
  const folder = mkdtempSync(join(tmpdir(), 'orderflow consumer '));
  beforeAll(async () => {
    before = realTree();
    tree = realTree();
    await generateConsumer(tree, options);
    for (const file of tree.listChanges()) {
      if (file.type === 'DELETE') continue;
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.content!);
    }
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const text = (file: string) => tree.read(file, 'utf8')!;
  /** The lines that a file has more than before. */
  const added = (file: string) => {
    const old = new Set(before.read(file, 'utf8')!.split('\n'));
    return text(file)
      .split('\n')
      .filter((line) => !old.has(line));
  };

  it('writes the service with its tests, canvas and tags', () => {
    const written = tree.children('apps/order-archive').sort();
    expect(written).toEqual([
      'README.md',
      'eslint.config.mjs',
      'jest.config.js',
      'package.json',
      'src',
      'test',
      'tsconfig.app.json',
      'tsconfig.json',
      'tsconfig.spec.json',
    ]);
    expect(readJson(tree, 'apps/order-archive/package.json')).toMatchObject({
      orderflow: {
        portOffset: 42,
        database: 'order_archive',
        reads: ['order-events', 'inventory-events'],
        writes: [],
      },
      nx: { name: 'order-archive', tags: ['scope:order-archive', 'type:app'] },
    });
  });

  it('has a handler for each topic', () => {
    const handler = text('apps/order-archive/src/records/records.handler.ts');
    expect(handler).toContain('@EventPattern<string>(Topic.OrderEvents, handles<HandledEvent>([OrderConfirmed]');
    expect(handler).toContain('@EventPattern<string>(Topic.InventoryEvents, handles<HandledEvent>([InventoryReleased]');
  });

  it('touches no other service', () => {
    const touched = tree.listChanges().map(({ path }) => path);
    const unlike = touched.filter((path) => {
      const unchanged = before.exists(path) && before.read(path, 'utf8') === text(path);
      return path.startsWith('apps/') && !path.startsWith('apps/order-archive/') && !unchanged;
    });
    expect(unlike).toEqual([]);
  });

  it('has a container with a database of its own', () => {
    const services = parse(text('docker-compose.yml'), { merge: true }) as Compose;
    expect(services.services['order-archive']).toMatchObject({
      build: { context: '.', target: 'order-archive' },
      environment: { DATABASE_URL: 'postgres://order_archive:order_archive@postgres:5432/order_archive' },
      ports: ['127.0.0.1:3042:3042'],
    } satisfies Container & { ports: string[] });
    expect(added('deploy/compose/create-databases.sql')).toEqual([
      "CREATE ROLE order_archive LOGIN PASSWORD 'order_archive';",
      'CREATE DATABASE order_archive OWNER order_archive;',
    ]);
    expect(text('deploy/compose/create-topics.sh')).toMatch(/^for service in order-api .* order-archive; do$/m);
    expect(added('Dockerfile')).toEqual([
      'FROM build AS pack-order-archive',
      'RUN deploy/pack.sh order-archive /pack',
      'FROM runtime AS order-archive',
      'ENV PORT=3042',
      'EXPOSE 3042',
      'COPY --from=pack-order-archive --chown=node:node /pack .',
      'CMD ["node", "--enable-source-maps", "apps/order-archive/dist/main.js"]',
    ]);
  });

  /** The Compose plugin, or Debian's docker-compose; neither needs a Docker engine to check a file. */
  const compose = [['docker', 'compose'], ['docker-compose']].find((command) => run(command, 'version').status === 0);
  function run([program, ...first]: string[], ...args: string[]) {
    return spawnSync(program!, [...first, ...args], { cwd: folder, encoding: 'utf8' });
  }
  // A developer without Docker may go without; CI may not.
  ((compose ?? process.env.CI) ? it : it.skip)('leaves a file that Compose accepts, with each profile', () => {
    const { services } = parse(text('docker-compose.yml'), { merge: true }) as Compose;
    const profiles = new Set(Object.values(services).flatMap((container) => container.profiles ?? []));
    for (const profile of ['none', ...profiles]) {
      const { status, stderr } = run(compose!, '--profile', profile, 'config', '--quiet');
      expect({ profile, status, stderr }).toEqual({ profile, status: 0, stderr: '' });
    }
  });

  it('has the least permissions in Kafka', () => {
    const script = join(folder, 'deploy/kafka/acls.sh');
    chmodSync(script, 0o755);
    const all = execFileSync(script, { encoding: 'utf8', env: { PATH: process.env.PATH } }).split('\n');
    const own = all.filter((line) => line.includes('order-archive')).map((line) => line.replace(/.*User:/, ''));
    expect(own).toEqual([
      'order-archive --operation Read --topic order-events --topic inventory-events',
      'order-archive --operation Read --group order-archive',
      'order-archive --operation Write --topic order-archive.dead-letters',
      'gateway --operation Read --topic order-archive.dead-letters',
      'gateway --operation Describe --group order-archive',
    ]);
    expect(added('docs/kafka-security.md')).toEqual([
      '| `order-archive` | order-events, inventory-events | order-archive | order-archive.dead-letters |',
    ]);
  });

  it('has a name and a password of its own in the secured Kafka of Compose', () => {
    const { services } = parse(text('deploy/compose/secure.yml'), { merge: true }) as {
      services: Readonly<Record<string, Container>>;
    };
    expect(services['order-archive']!.environment).toMatchObject({
      KAFKA_SASL_USERNAME: 'order-archive',
      KAFKA_SASL_PASSWORD: '$ORDER_ARCHIVE_KAFKA_SASL_PASSWORD',
    });
    expect(services.analytics!.environment.KAFKA_SASL_PASSWORD).toBe('$ANALYTICS_KAFKA_SASL_PASSWORD');
  });

  it('is scraped by Prometheus', () => {
    expect(added('deploy/prometheus/prometheus.yml')).toEqual([
      "      - { targets: ['order-archive:3042'], labels: { service: order-archive } }",
    ]);
  });

  it('is in the lock file where npm would put it', () => {
    const [old, { packages }] = [before, tree].map((one) => readJson<LockFile>(one, 'package-lock.json')) as [
      LockFile,
      LockFile,
    ];
    const names = Object.keys(packages);
    const isNew = (name: string) => !(name in old.packages);
    expect(names.filter(isNew)).toEqual(['apps/order-archive', 'node_modules/@orderflow/order-archive']);
    expect(names.filter((name) => !isNew(name))).toEqual(Object.keys(old.packages));
  });

  it('leaves manifests of Kubernetes that are YAML, and has those that the service it is like has', () => {
    const files = tree.listChanges().filter(({ path }) => /^deploy\/kubernetes\/.*\.yaml$/.test(path));
    for (const { path } of files) {
      expect({ path, errors: parseAllDocuments(text(path)).flatMap(({ errors }) => errors) }).toEqual({
        path,
        errors: [],
      });
      const [own, models] = ['order-archive', 'analytics'].map((name) => text(path).split(`name: ${name}`).length);
      if (!/\/(order-archive|analytics)\.yaml$/.test(path)) expect({ path, own }).toEqual({ path, own: models });
    }
  });

  it('is on the page of deployment: its image is built, its Secret is told', () => {
    expect(added('docs/deployment.md')).toEqual([
      'for service in gateway order-api inventory transaction notification analytics order-archive; do',
      '| `order-archive` | `DATABASE_URL`, `KAFKA_SASL_PASSWORD` | |',
    ]);
  });
});
