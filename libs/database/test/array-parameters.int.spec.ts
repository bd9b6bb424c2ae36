import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@orderflow/testing';
import fc from 'fast-check';
import {
  bigintArray,
  byteaArray,
  float8Array,
  integerArray,
  jsonArray,
  jsonbArray,
  textArray,
  timestamptzArray,
  uuidArray,
  type ArrayParameter,
} from '../src/index.js';

describe('array parameters', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  /** Short and long, of every kind of character; U+0000 and half a surrogate pair are in no text of PostgreSQL. */
  const text = fc
    .string({ unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), fc.constantFrom(...'"\\{},\'a b')) })
    .map((value) => value.replaceAll('\0', ''));
  const storable = fc.oneof(
    text,
    text.map((value) => value.repeat(40)),
    fc.constantFrom('', 'NULL', 'null', '{}'),
  );
  const json = fc.dictionary(storable, fc.oneof(storable, fc.integer(), fc.array(storable), fc.constant(null)));
  const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const instant = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

  /** Sends arrays with NULLs, and compares what PostgreSQL makes of each element with what it should. */
  function comesBack<Value>(
    type: string,
    array: ArrayParameter<Value>,
    values: fc.Arbitrary<Value>,
    select = 'element',
    expected: (value: Value) => unknown = (value) => value,
  ): Promise<void> {
    const elements = fc.array(fc.option(values, { nil: undefined }), { maxLength: 40 });
    return fc.assert(
      fc.asyncProperty(elements, async (sent) => {
        const rows = await database.query<{ value: unknown }>(
          `SELECT ${select} AS value FROM unnest($1::${type}[]) WITH ORDINALITY e (element, n) ORDER BY n`,
          [array(sent)],
        );
        expect(rows.map(({ value }) => value)).toEqual(sent.map((v) => (v === undefined ? null : expected(v))));
      }),
      { numRuns: 200 },
    );
  }

  it('bring text as it is', () => comesBack('text', textArray, storable));

  it('bring every byte', () =>
    comesBack('bytea', byteaArray, fc.uint8Array({ maxLength: 300 }), 'element', (bytes) => Buffer.from(bytes)));

  it('bring json as its text', () =>
    comesBack('json', jsonArray, json, 'element::text', (value) => JSON.stringify(value)));

  it('bring jsonb', () =>
    comesBack('jsonb', jsonbArray, json, 'element', (value) => JSON.parse(JSON.stringify(value)) as unknown));

  it('bring uuids, in either case', () => {
    const uuids = fc.uuid().chain((uuid) => fc.constantFrom(uuid, uuid.toUpperCase()));
    return comesBack('uuid', uuidArray, uuids, 'element', (uuid) => uuid.toLowerCase());
  });

  it('bring 32 bits', () => comesBack('integer', integerArray, fc.integer()));

  it('bring 64 bits from their digits', () => comesBack('bigint', bigintArray, int64.map(String)));

  it('bring 64 bits from numbers', () => comesBack('bigint', bigintArray, fc.maxSafeInteger(), 'element', String));

  it('bring floating-point numbers', () =>
    comesBack('float8', float8Array, fc.double({ noNaN: true }), 'element', (value) => value));

  it('bring instants', () =>
    comesBack('timestamptz', timestamptzArray, instant, `(extract(epoch FROM element) * 1000)::bigint`, (at) =>
      String(at.getTime()),
    ));

  it('grow with what is written', async () => {
    const sizes = Array.from({ length: 300 }, (_, n) => n);
    const texts = sizes.map((size) => 'ä'.repeat(size));
    const bytes = sizes.map((size) => Buffer.alloc(size, size));
    const sent = [textArray(texts), byteaArray(bytes), jsonArray(texts.map((text) => [text]))];
    const rows = await database.query('SELECT $1::text[] AS texts, $2::bytea[] AS bytes, $3::json[] AS json', sent);
    expect(rows).toEqual([{ texts, bytes, json: texts.map((text) => [text]) }]);
  });

  it('bring what is taken from each item', async () => {
    const items = [{ name: 'a' }, { name: null }, {}, { name: 'ä' }];
    const rows = await database.query('SELECT $1::text[] AS names', [textArray(items, ({ name }) => name)]);
    expect(rows).toEqual([{ names: ['a', null, null, 'ä'] }]);
  });

  it('are empty arrays, not NULL, when there is nothing', async () => {
    const rows = await database.query('SELECT $1::text[] AS names', [textArray([])]);
    expect(rows).toEqual([{ names: [] }]);
  });

  it.each([
    ['a UUID', () => uuidArray(['0190a6e0-0000-7000-8000-00000000000'])],
    ['a UUID', () => uuidArray(['0190a6e0-0000-7000-8000-00000000000g'])],
    ['a UUID', () => uuidArray(['0190a6e0-0000-7000-8000-00000000000\u0130'])],
    ['a UUID', () => uuidArray(['0190a6e0-0000-7000-8000+000000000000'])],
    ['a whole number', () => bigintArray([1.5])],
    ['an instant', () => timestamptzArray([new Date(NaN)])],
  ])('refuse what is not %s', (_, make) => {
    expect(make).toThrow();
  });
});
