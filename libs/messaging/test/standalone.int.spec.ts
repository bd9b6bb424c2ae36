import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventOf } from '@orderflow/contracts';
import { eventually, testDatabase, TestKafka, type Received, type TestDatabase } from '@orderflow/testing';
import type { ChildProcess } from 'node:child_process';
import { isBuiltin } from 'node:module';
import { kill } from './fixtures/shop-process.js';
import { packedLibrary, pathsIn, ReadmeService } from './fixtures/standalone.js';

jest.setTimeout(240_000);

/** As a producer of another system knows it. */
class ParcelScanned {
  static readonly type = 'PARCEL_SCANNED';
  static readonly version = 1;
  static readonly topic = 'scans';
  static readonly key = 'parcelId';
  readonly parcelId!: string;
  readonly depot!: number;
}

const PARCELS = Array.from({ length: 100 }, (_, at) => `parcel-${at}`);
const DEPOTS = Array.from({ length: 50 }, (_, at) => at);
const SCANS = DEPOTS.flatMap((depot) => PARCELS.map((parcelId) => eventOf(ParcelScanned, { parcelId, depot })));
/** What is to be seen of each parcel, everywhere. */
const EVERY_WAY = Object.fromEntries(PARCELS.map((parcelId) => [parcelId, DEPOTS]));

describe('the package', () => {
  it('holds the built library, its own libraries and a README, and of their contracts no event', () => {
    const paths = pathsIn(packedLibrary());
    const built = /^(node_modules\/@orderflow\/(contracts|database)\/)?(package\.json|dist\/.+\.(js|d\.ts))$/;
    expect(paths.filter((path) => !built.test(path)).sort()).toEqual(['LICENSE', 'README.md']);
    expect(paths).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'dist/topics/index.js']));
    expect(paths.filter((path) => /\.spec\.|\/test\/|tsconfig|order-created/.test(path))).toEqual([]);
  });
});

describe('the service of the README, in an application of its own', () => {
  const service = new ReadmeService();
  let kafka: TestKafka;
  let database: TestDatabase;
  let moved: Received[];
  let running: ChildProcess | undefined;

  beforeAll(async () => {
    service.build();
    [kafka, database] = await Promise.all([
      TestKafka.start({ services: ['parcels'], topics: ['scans', 'parcels'] }),
      testDatabase(),
    ]);
    moved = await kafka.follow('parcels');
  });
  afterAll(async () => {
    if (running) await kill(running);
    await kafka?.close();
    await database?.drop();
    service.remove();
  });

  const start = () => (running = service.start({ kafka, database }));
  const stops = async () =>
    (await database.query<{ parcel_id: string; depot: number }>('SELECT parcel_id, depot FROM stop ORDER BY id')).map(
      ({ parcel_id, depot }) => ({ parcelId: parcel_id, depot }),
    );
  /** In the middle of a transaction, which waits for a lock. */
  const works = async () =>
    (
      await database.query(
        `SELECT FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'parcels' AND wait_event_type = 'Lock'`,
      )
    ).length > 0;

  it('needs nothing but what it declares', () => {
    const { dependencies, peerDependencies } = service.manifest;
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    const imported = new Set(service.modules.flatMap(packagesOf));
    expect([...imported].filter((name) => !declared.includes(name))).toEqual([]);
    expect(JSON.stringify(service.manifest)).not.toMatch(/"\*"|workspace|@orderflow\/source/);
  });

  it('loses, doubles and swaps nothing of 5,000 events when it is killed in the middle of its work, twice', async () => {
    const scans = [...SCANS];
    start();
    for (let death = 0; death < 2; death++) {
      const before = death === 0 ? 0 : (await stops()).length;
      await kafka.publishMany(scans.splice(0, 1_000));
      await eventually(async () => (await stops()).length > before, 60_000);
      const lock = await database.hold('LOCK TABLE stop IN SHARE MODE');
      await kafka.publishMany(scans.splice(0, 1_000));
      await eventually(works, 60_000);
      await kill(running!);
      await lock.end();
      start();
    }
    await kafka.publishMany(scans);
    await eventually(async () => (await stops()).length >= SCANS.length, 60_000);
    expect(waysOf(await stops())).toEqual(EVERY_WAY);

    await eventually(() => firstOfEach(moved).length >= SCANS.length);
    expect(waysOf(firstOfEach(moved).map(({ data }) => data as ParcelScanned))).toEqual(EVERY_WAY);
  });
});

/** Kafka may hold an event again, with the same id: its first one counts. */
function firstOfEach(events: readonly Received[]): Received[] {
  const seen = new Set<string | undefined>();
  return events.filter(({ headers }) => !seen.has(headers.ce_id) && seen.add(headers.ce_id));
}

/** Where each parcel was, in the order in which it was told. */
function waysOf(stops: readonly Pick<ParcelScanned, 'parcelId' | 'depot'>[]): Record<string, number[]> {
  const ways: Record<string, number[]> = {};
  for (const { parcelId, depot } of stops) (ways[parcelId] ??= []).push(depot);
  return ways;
}

/** The packages that a module imports. */
function packagesOf(module: string): string[] {
  const imports = [...module.matchAll(/^(?:import|export)(?: [^'"();=]+ from)? ['"]([^.'"][^'"]*)['"]/gm)].map(
    ([, name]) => name!,
  );
  return imports.filter((name) => !isBuiltin(name)).map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)![0]);
}
