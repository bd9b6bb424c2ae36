import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { catalogue } from './catalogue.js';
import type { EventClass } from './contract/event-class.js';
import { jsonSchemaOf } from './contract/json-schema.js';
import { MAX_SENTENCE_LENGTH } from './limits.js';
import { Topic } from './topic.js';

const folder = (name: string) => new URL(`../${name}/`, import.meta.url);
const read = (name: string, file: string) => JSON.parse(readFileSync(new URL(file, folder(name)), 'utf8')) as unknown;
const fileOf = ({ type, version }: EventClass) => `${type}.v${version}`;
const named = catalogue.map((event) => ({ name: fileOf(event), event }));

type Data = Record<string, unknown>;
const exampleOf = (event: EventClass) => read('examples', `${fileOf(event)}.json`) as Data;

const ajv = addFormats.default(new Ajv2020());
const schemaAccepts = (event: EventClass, data: unknown) =>
  (ajv.getSchema(`urn:event:${event.type}:${event.version}`) ?? ajv.compile(jsonSchemaOf(event)))(data) as boolean;
const classAccepts = (event: EventClass, data: unknown) => validateSync(plainToInstance(event, data)).length === 0;
const verdicts = (event: EventClass, data: unknown) => ({
  schema: schemaAccepts(event, data),
  class: classAccepts(event, data),
});
const accepted = { schema: true, class: true };
const refused = { schema: false, class: false };

/** The places in the data, as lists of keys: of every field and every line, at any depth. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [[key], ...pathsIn(part).map((path) => [key, ...path])]);
}

/** A copy of the data with `change` applied to the object that holds the place. */
function changed(data: Data, path: string[], change: (holder: Data, key: string) => void): Data {
  const copy = structuredClone(data);
  const holder = path.slice(0, -1).reduce((part, key) => part[key] as Data, copy);
  change(holder, path.at(-1)!);
  return copy;
}
const replaced = (data: Data, path: string[], value: unknown) =>
  changed(data, path, (holder, key) => void (holder[key] = value));

/** No field of any event accepts one of these. */
const broken = [
  null,
  '',
  'x'.repeat(MAX_SENTENCE_LENGTH + 1),
  'a\0b',
  'a\ud800b',
  -1,
  1.5,
  1e17,
  NaN,
  Infinity,
  true,
  {},
  [],
];

describe('the catalogue', () => {
  it('has each version of each event once', () => {
    const names = catalogue.map(fileOf);
    expect(names).toHaveLength(new Set(names).size);
  });

  it.each(named)('$name is a past fact on a topic of ours, keyed by a required field', ({ event }) => {
    expect(event.type).toMatch(/^[A-Z]+(_[A-Z]+)*ED$|^INVENTORY_INSUFFICIENT$/);
    expect(event.version).toBeGreaterThanOrEqual(1);
    expect(Object.values(Topic)).toContain(event.topic);
    expect(jsonSchemaOf(event).required).toContain(event.key);
  });

  it.each([
    ['schemas', '.schema.json'],
    ['examples', '.json'],
  ])('has one file per event in %s', (name, ending) => {
    const files = readdirSync(folder(name)).filter((file) => file.endsWith('.json'));
    expect(files.sort()).toEqual(catalogue.map((event) => fileOf(event) + ending).sort());
  });
});

describe.each(named)('$name', ({ event }) => {
  const example = exampleOf(event);

  it('has the schema that is committed', () => {
    const command = 'After a change that README.md allows: npx nx run contracts:schemas';
    const committed = read('schemas', `${fileOf(event)}.schema.json`);
    expect({ command, schema: jsonSchemaOf(event) }).toEqual({ command, schema: committed });
  });

  it('accepts its example, which shows every field', () => {
    expect(verdicts(event, example)).toEqual(accepted);
    expect(Object.keys(example).sort()).toEqual(Object.keys(jsonSchemaOf(event).properties as Data).sort());
  });

  it('tolerates unknown fields, at any depth', () => {
    for (const path of [['new'], ...pathsIn(example).filter((path) => path.length === 3)]) {
      expect(verdicts(event, replaced(example, [...path.slice(0, -1), 'new'], { any: [null] }))).toEqual(accepted);
    }
  });

  it('refuses each field that is broken', () => {
    const attempts = pathsIn(example).flatMap((path) => broken.map((value) => ({ path, value })));
    const survivors = attempts.filter(({ path, value }) => {
      const { schema, class: byClass } = verdicts(event, replaced(example, path, value));
      return schema || byClass;
    });
    expect(survivors).toEqual([]);
  });

  it('refuses data without a required field', () => {
    for (const key of jsonSchemaOf(event).required as string[]) {
      expect({ key, ...verdicts(event, replaced(example, [key], undefined)) }).toEqual({ key, ...refused });
    }
  });

  it('accepts by its class exactly what it accepts by its schema', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(...broken, undefined, 0, 1, 10_000, 10_001, 1e6, 1e6 + 1, 1e8, 1e8 + 1, 1e14, 1e14 + 1),
      fc.string({ unit: 'grapheme', maxLength: 70 }),
      fc.string({ unit: 'binary', maxLength: 70 }),
      fc.constantFrom(
        'x'.repeat(64),
        'x'.repeat(65),
        '\u{1F600}'.repeat(64),
        'e\ufe0f'.repeat(33),
        'USD',
        'usd',
        'USD\n',
      ),
      fc
        .uuid()
        .chain((id) => fc.constantFrom(id, id.toUpperCase(), `urn:uuid:${id}`, id.replaceAll('-', ''), `${id}\n`)),
      fc.constantFrom<unknown>(
        ...pathsIn(example).map((path) => path.reduce<unknown>((part, key) => (part as Data)[key], example)),
      ),
      fc.constantFrom<unknown>([[]], [null], [{}], [example.items], [1], Array(101).fill({ itemId: 'A', quantity: 1 })),
    );
    const change = fc.record({ path: fc.constantFrom(...pathsIn(example)), value });
    let agreedToAccept = 0;
    fc.assert(
      fc.property(change, ({ path, value }) => {
        const data = replaced(example, path, value);
        const verdict = verdicts(event, data);
        if (verdict.schema) agreedToAccept += 1;
        expect(verdict.class).toBe(verdict.schema);
      }),
      { numRuns: 300 },
    );
    expect(agreedToAccept).toBeGreaterThan(0);
  });
});
