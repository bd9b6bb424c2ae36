// Packs this library as one tarball that any application can install: `npm run pack:messaging`. Its own libraries travel
// inside as bundled dependencies, so that no import is rewritten; of the contracts only what is true of anyone's (ADR 22).
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const WORKSPACE = join(import.meta.dirname, '../..');
const DIST = join(WORKSPACE, 'dist');
const STAGE = join(DIST, 'messaging');

/** What an application has itself, or what must be there only once. */
const PEERS = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/microservices',
  'class-transformer',
  'class-validator',
  'kafkajs',
  'kysely',
  'pg',
  'reflect-metadata',
  'rxjs',
];
/** The declarations speak of pg's types. */
const TYPES = ['@types/pg'];
/** Replaced in parts that it does not declare: not even a patch may differ (ADR 14). */
const EXACT = ['kafkajs'];

const readJson = (...path) => JSON.parse(readFileSync(join(WORKSPACE, ...path), 'utf8'));
const root = readJson('package.json');
const messaging = readJson('libs/messaging/package.json');
/** Our own libraries, and how much of each. */
const bundled = [
  { library: 'contracts', folder: 'contract', entries: ['./contract'] },
  { library: 'database', folder: '', entries: ['.'] },
].map((part) => ({ ...part, manifest: readJson('libs', part.library, 'package.json') }));

rmSync(STAGE, { recursive: true, force: true });
copyModules('messaging', '', STAGE);
writeManifest(STAGE, packedManifest());
for (const { library, folder, entries, manifest } of bundled) {
  const { name, version, type, exports } = manifest;
  const target = join(STAGE, 'node_modules', name);
  copyModules(library, folder, target);
  writeManifest(target, { name, version, type, exports: built(exports, entries) });
}
cpSync(join(WORKSPACE, 'libs/messaging/README.md'), join(STAGE, 'README.md'));
cpSync(join(WORKSPACE, 'LICENSE'), join(STAGE, 'LICENSE'));
execFileSync('npm', ['pack', STAGE, '--pack-destination', DIST], { cwd: DIST, stdio: 'inherit' });
rmSync(STAGE, { recursive: true });

/** Copies the compiled modules of a folder of a library, with their declarations. */
function copyModules(library, folder, target) {
  const from = join(WORKSPACE, 'libs', library);
  // By what the sources are now: build folders may still hold what was there once.
  const modules = readdirSync(join(from, 'src', folder), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file.slice(0, -'.ts'.length)));
  for (const module of modules) {
    copyModule(join(from, 'dist', `${module}.js`), join(target, 'dist', `${module}.js`));
    copyModule(join(from, 'out-tsc/lib', `${module}.d.ts`), join(target, 'dist', `${module}.d.ts`));
  }
}

/** Without the pointer to its source map, which would lead to sources that are not packed. */
function copyModule(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, readFileSync(from, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
}

/** As that of the workspace, with the dependencies of all that is packed. */
function packedManifest() {
  const { name, version, type, exports } = messaging;
  const own = Object.fromEntries(bundled.map(({ manifest }) => [manifest.name, manifest.version]));
  const all = [messaging, ...bundled.map(({ manifest }) => manifest)].flatMap(({ dependencies }) =>
    Object.keys(dependencies),
  );
  const others = [...new Set([...all, ...TYPES])].filter(
    (dependency) => !PEERS.includes(dependency) && !own[dependency],
  );
  return {
    name,
    version,
    description: "Nest's @EventPattern handlers on Kafka and PostgreSQL: inbox, outbox, parked events, order per key",
    license: root.license,
    type,
    engines: root.engines,
    exports: built(exports),
    dependencies: { ...ranges(others), ...own },
    bundleDependencies: Object.keys(own),
    peerDependencies: ranges(PEERS),
  };
}

/** The versions that the tests ran with, and later ones that promise the same. */
function ranges(names) {
  const versions = { ...root.devDependencies, ...root.dependencies };
  return Object.fromEntries(
    names.sort().map((name) => [name, EXACT.includes(name) ? versions[name] : `^${versions[name]}`]),
  );
}

/** The entries without the condition that leads to the sources of the workspace. */
function built(exports, entries = Object.keys(exports)) {
  return Object.fromEntries(entries.map((entry) => [entry, exports[entry].default ?? exports[entry]]));
}

function writeManifest(folder, content) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
}
