import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogue, type JsonSchema } from '@orderflow/contracts';
import { workspaceRoot } from '@orderflow/platform';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { contractsOf, nameOf } from '../contract.js';
import { schemaBreaks } from './schema-breaks.js';

type Path = readonly (string | number)[];
type Holder = Record<string | number, unknown>;

const contracts = contractsOf(catalogue);
const exampleOf = (name: string): unknown =>
  JSON.parse(readFileSync(join(workspaceRoot, 'libs/contracts/examples', `${name}.json`), 'utf8'));

/** The places in a value, at any depth. */
function pathsIn(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [[key], ...pathsIn(part).map((path) => [key, ...path])]);
}

function edited<Value>(value: Value, path: Path, edit: (holder: Holder, key: string | number) => void): Value {
  const copy = structuredClone(value);
  edit(
    path.slice(0, -1).reduce((part, key) => part[key] as Holder, copy as Holder),
    path.at(-1)!,
  );
  return copy;
}

const removed = <Value>(value: Value, path: Path) =>
  edited(value, path, (holder, key) => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]));
const replaced = <Value>(value: Value, path: Path, part: unknown) =>
  edited(value, path, (holder, key) => void (holder[key] = part));

/** The paths of the objects' `properties` in a schema. */
const objectsIn = (schema: JsonSchema) => pathsIn(schema).filter((path) => path.at(-1) === 'properties');
const isAnnotation = (path: Path) => path.length === 1 && path[0] === 'title';

describe('schemaBreaks', () => {
  const order = {
    type: 'object',
    properties: {
      reason: { enum: ['A', 'B'] },
      lines: { type: 'array', maxItems: 9, items: { type: 'object', properties: { id: { type: 'string' } } } },
    },
    required: ['reason'],
  };

  it.each<[string, Path, unknown, string, string]>([
    ['type', ['properties', 'lines', 'type'], 'string', '/properties/lines/type', '"array" has become "string"'],
    ['lower bound', ['properties', 'lines', 'maxItems'], 5, '/properties/lines/maxItems', 'published already'],
    ['higher bound', ['properties', 'lines', 'maxItems'], 10, '/properties/lines/maxItems', 'still have the released'],
    ['new keyword', ['properties', 'lines', 'minItems'], 1, '/properties/lines/minItems', '1 is new'],
    [
      'new value',
      ['properties', 'reason', 'enum'],
      ['B', 'A', 'C'],
      '/properties/reason/enum',
      '"C" is new: consumers',
    ],
    ['lost value', ['properties', 'reason', 'enum'], ['B'], '/properties/reason/enum', '"A" is gone: events'],
    ['required field', ['required'], ['reason', 'lines'], '/required', 'lines has become required: events'],
    ['optional field', ['required'], [], '/required', 'reason may be left out: consumers'],
    [
      'nested',
      ['properties', 'lines', 'items', 'required'],
      ['id'],
      '/properties/lines/items/required',
      'id has become',
    ],
  ])('says where and why: %s', (_name, path, value, where, why) => {
    expect(schemaBreaks(order, replaced(order, path, value))).toEqual([
      { path: where, why: expect.stringContaining(why) },
    ]);
  });

  it('says which field is gone', () => {
    expect(schemaBreaks(order, removed(order, ['properties', 'lines']))).toEqual([
      { path: '/properties/lines', why: expect.stringContaining('is gone') },
    ]);
  });

  it('lets values of an enum change places', () => {
    expect(schemaBreaks(order, replaced(order, ['properties', 'reason', 'enum'], ['B', 'A']))).toEqual([]);
  });
});

describe.each(contracts.map((contract) => ({ name: nameOf(contract), schema: contract.schema })))(
  'the schema of $name',
  ({ name, schema }) => {
    const example = exampleOf(name);

    it('may gain optional fields at any depth', () => {
      for (const path of objectsIn(schema)) {
        expect(schemaBreaks(schema, replaced(schema, [...path, 'note'], { type: 'string' }))).toEqual([]);
      }
    });

    it('may lose nothing, wherever it is', () => {
      const losses = pathsIn(schema).filter((path) => !isAnnotation(path));
      expect(losses.filter((path) => schemaBreaks(schema, removed(schema, path)).length === 0)).toEqual([]);
    });

    it('never changes without a break so that it accepts other data than before', () => {
      const ajv = () => addFormats.default(new Ajv2020({ strict: false }));
      const accepts = ajv().compile(schema);
      const edits = fc.array(schemaEdit(schema), { minLength: 1, maxLength: 3 });
      const mutations = fc.array(dataEdit(example), { maxLength: 2 });
      let compatible = 0;
      let valid = 0;
      fc.assert(
        fc.property(edits, mutations, (edits, mutations) => {
          const changed = edits.reduce<JsonSchema>((before, edit) => edit(before), schema);
          fc.pre(schemaBreaks(schema, changed).length === 0);
          const acceptsNow = ajv().compile(changed);
          const data = mutations.reduce((before, mutate) => mutate(before), example);
          compatible += 1;
          if (accepts(data)) valid += 1;
          expect(acceptsNow(data)).toBe(accepts(data));
        }),
        { numRuns: 50, maxSkipsPerRun: 1000 },
      );
      expect([compatible > 0, valid > 0, valid < compatible]).toEqual([true, true, true]);
    });
  },
);

/** Additions of all kinds, losses and replacements, at any place of the schema that still has it. */
function schemaEdit(schema: JsonSchema): fc.Arbitrary<(before: JsonSchema) => JsonSchema> {
  const places = fc.constantFrom(...pathsIn(schema).filter((path) => !isAnnotation(path)));
  const values = fc.constantFrom<unknown>(0, 1, 2, 99, 'string', 'integer', '^x$', ['A'], [], {}, { type: 'string' });
  const addField = fc
    .record({ at: fc.constantFrom(...objectsIn(schema)), required: fc.boolean() })
    .map(({ at, required }) => (before: JsonSchema) => {
      const grown = tolerant(before, () => replaced(before, [...at, 'note'], { type: 'string' }));
      const names = [...at.slice(0, -1), 'required'];
      return required ? tolerant(grown, () => replaced(grown, names, ['note'])) : grown;
    });
  const annotate = fc
    .constantFrom(...objectsIn(schema).map((path) => path.slice(0, -1)))
    .map((path) => (before: JsonSchema) => tolerant(before, () => replaced(before, [...path, 'description'], 'Text')));
  const lose = places.map((path) => (before: JsonSchema) => tolerant(before, () => removed(before, path)));
  const replace = fc.record({ path: places, value: values }).map(
    ({ path, value }) =>
      (before: JsonSchema) =>
        tolerant(before, () => replaced(before, path, value)),
  );
  return fc.oneof({ weight: 6, arbitrary: addField }, { weight: 3, arbitrary: annotate }, lose, replace);
}

/** Values of declared fields only: what a producer can write. */
function dataEdit(example: unknown): fc.Arbitrary<(before: unknown) => unknown> {
  const places = fc.constantFrom(...pathsIn(example));
  const values = fc.constantFrom<unknown>(
    null,
    '',
    'x',
    'USD',
    -1,
    0,
    1,
    1e9,
    1.5,
    true,
    {},
    [],
    ['x'],
    'A'.repeat(65),
  );
  return fc.oneof(
    places.map((path) => (before: unknown) => tolerant(before, () => removed(before, path))),
    fc.record({ path: places, value: values }).map(
      ({ path, value }) =>
        (before: unknown) =>
          tolerant(before, () => replaced(before, path, value)),
    ),
  );
}

/** An earlier edit may have taken the place away. */
function tolerant<Value>(before: Value, edit: () => Value): Value {
  try {
    return edit();
  } catch (error) {
    if (error instanceof TypeError) return before;
    throw error;
  }
}
