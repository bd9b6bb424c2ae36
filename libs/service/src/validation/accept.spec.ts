import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { ValidationPipe, type Type } from '@nestjs/common';
import { Exclude, Expose, Transform, Type as TypeOf } from 'class-transformer';
import { Allow, IsOptional, Max } from 'class-validator';
import fc from 'fast-check';
import { ApiList } from '../fields/api-list.js';
import { ApiChoice, ApiFlag, ApiId, ApiMoment, ApiMoney, ApiText, ApiWhole } from '../fields/fields.js';
import { PageQuery } from '../paging/page.js';
import { accept } from './accept.js';
import { RequestValidationPipe } from './request-validation.pipe.js';

class Part {
  @ApiText({ max: 3, pattern: /^[A-Z]/ }) readonly id!: string;
  @ApiWhole({ min: 1, max: 9 }) readonly quantity!: number;
  @ApiMoney({ optional: true }) readonly price?: number;
  @ApiList(() => Part, { max: 2, min: 0, optional: true, uniqueBy: 'id' }) readonly parts?: Part[];
}

class Base {
  @ApiText({ max: 3 }) readonly name!: string;
  @ApiChoice(['RED', 'BLUE'], { default: 'RED' }) readonly colour: string = 'RED';
  @ApiMoment({ optional: true }) readonly since?: string;
}

class Whole extends Base {
  /** Narrower than in the class that it extends. */
  @ApiText({ max: 2, optional: true }) declare readonly name: string;
  @ApiFlag({ default: false }) readonly ready: boolean = false;
  @ApiId({ optional: true }) readonly id?: string;
  @ApiList(() => Part, { max: 3, uniqueBy: 'id' }) readonly parts!: readonly Part[];
}

/** As the value that it has by default is not valid, it has to be sent. */
class Defaulted {
  @ApiWhole({ min: 1, max: 9, default: 1 }) readonly count: number = 0;
}

const part = (parts: fc.Arbitrary<unknown>) =>
  fc.record(
    {
      id: fc.constantFrom('A', 'B', 'C'),
      quantity: fc.integer({ min: 1, max: 9 }),
      price: fc.constantFrom(0, 1.25, 9),
      parts,
    },
    { requiredKeys: ['id', 'quantity'] },
  );
const partsOf = (one: fc.Arbitrary<unknown>, minLength: number) => fc.array(one, { minLength, maxLength: 2 });
const whole = fc.record(
  {
    name: fc.constantFrom('n', 'nm'),
    colour: fc.constantFrom('RED', 'BLUE'),
    since: fc.constant('2026-01-31T12:00:00Z'),
    ready: fc.boolean(),
    id: fc.uuid(),
    parts: partsOf(part(partsOf(part(fc.constant([])), 0)), 1),
  },
  { requiredKeys: ['parts'] },
);
const request = fc.oneof(
  fc.tuple(fc.constant<Type>(Whole), whole),
  fc.tuple(
    fc.constant<Type>(Base),
    whole.map(({ name = 'x', colour }) => ({ name, colour })),
  ),
  fc.tuple(fc.constant<Type>(Part), part(fc.constant([]))),
  fc.tuple(fc.constant<Type>(Defaulted), fc.record({ count: fc.constantFrom(1, 9) }, { requiredKeys: [] })),
);

type Node = Record<string, unknown>;

interface Change {
  readonly at: number;
  readonly how: 'remove' | 'replace' | 'add' | 'repeat';
  readonly name: string;
  readonly by: unknown;
}

const names = ['name', 'parts', 'id', 'count', 'other', ''];
const strange = [null, '', 'Z', 0, -1, 1.5, 1e21, true, [], {}, [[]], [null], ['A'], new Date(0)];
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(20),
  how: fc.constantFrom('remove', 'replace', 'add', 'repeat'),
  name: fc.constantFrom(...names),
  by: fc.oneof(fc.constantFrom<unknown>(...strange), part(fc.constant([])), fc.jsonValue()),
});

/** Every object and list in the value that has something in it. */
function nodesIn(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesIn)].filter((node) => Object.keys(node).length > 0);
}

function changed(valid: unknown, changes: readonly Change[]): unknown {
  const value: unknown = structuredClone(valid);
  for (const { at, how, name, by } of changes) {
    const nodes = nodesIn(value);
    const node = nodes[at % nodes.length];
    if (!node) continue;
    const members = Object.keys(node);
    const member = members[at % members.length]!;
    if (Array.isArray(node) && how === 'remove') node.splice(Number(member), 1);
    else if (Array.isArray(node) && how !== 'replace') node.push(how === 'add' ? by : structuredClone(node[0]));
    else if (how === 'remove') delete node[member];
    else if (how === 'repeat') node[member] = structuredClone(node[members[0]!]);
    else node[how === 'add' ? name : member] = structuredClone(by);
  }
  return value;
}

const pipe = new RequestValidationPipe();

/** What class-transformer and class-validator make of it; `undefined` when they refuse it. */
async function transformed(value: unknown, metatype: Type): Promise<unknown> {
  const metadata = { type: 'body', metatype } as const;
  return ValidationPipe.prototype.transform.call(pipe, value, metadata).catch(() => undefined);
}

describe('accept', () => {
  it('accepts what class-transformer and class-validator accept, with the same instance, and nothing else', async () => {
    const outcomes = { accepted: 0, refused: 0 };
    const agrees = async ([dto, valid]: [Type, unknown], changes: Change[]) => {
      const value = changed(valid, changes);
      const expected = await transformed(structuredClone(value), dto);
      const accepted = accept(value, dto);
      expect(accepted).toStrictEqual(expected);
      expect(JSON.stringify(accepted)).toBe(JSON.stringify(expected)); // in the same order
      outcomes[accepted ? 'accepted' : 'refused']++;
    };
    await fc.assert(fc.asyncProperty(request, fc.array(change, { maxLength: 2 }), agrees), { numRuns: 2_000 });
    expect(Math.min(outcomes.accepted, outcomes.refused)).toBeGreaterThan(200);
  });

  it.each(['__proto__', 'constructor', 'toString'])('leaves %s to them, who drop it', async (name) => {
    const value: unknown = JSON.parse(`{"name":"n","${name}":{"admin":true}}`);
    expect(accept(value, Base)).toBeUndefined();
    expect(await transformed(value, Base)).toStrictEqual(Object.assign(new Base(), { name: 'n' }));
  });

  it('takes the parts of a query and of a path, which have no prototype', () => {
    const value: unknown = Object.assign(Object.create(null) as object, { name: 'n' });
    expect(accept(value, Base)).toStrictEqual(Object.assign(new Base(), { name: 'n' }));
  });

  class Ruled {
    @ApiWhole({ min: 1, max: 9 }) @Max(5) readonly count!: number;
  }
  class Loosened {
    @ApiWhole({ min: 1, max: 9 }) @IsOptional() readonly count!: number;
  }
  class Allowing {
    @ApiWhole({ min: 1, max: 9 }) readonly count!: number;
    @Allow() readonly more?: unknown;
  }
  class Transformed {
    @ApiWhole({ min: 1, max: 9 }) @Transform(({ value }) => Number(value) + 1) readonly count!: number;
  }
  class Typed {
    @ApiWhole({ min: 1, max: 9 }) @TypeOf(() => Number) readonly count!: number;
  }
  class Exposed {
    @ApiWhole({ min: 1, max: 9 }) @Expose({ name: 'number' }) readonly count!: number;
  }
  class Hidden {
    @ApiWhole({ min: 1, max: 9 }) @Exclude() readonly count!: number;
  }
  @Exclude()
  class AllHidden {
    @ApiWhole({ min: 1, max: 9 }) readonly count!: number;
  }
  class Constructed {
    @ApiWhole({ min: 1, max: 9 }) readonly count!: number;
    readonly more = 1;
  }
  class Accessor {
    @ApiWhole({ min: 1, max: 9 }) get count(): number {
      return 1;
    }
  }
  class Fieldless {}

  it.each<Type>([
    Ruled,
    Loosened,
    Allowing,
    Transformed,
    Typed,
    Exposed,
    Hidden,
    AllHidden,
    Constructed,
    Accessor,
    Fieldless,
    Object,
  ])('leaves %p to them, as more than the rules of its fields has a say', (dto) => {
    expect(accept({ count: 3 }, dto)).toBeUndefined();
  });

  it('leaves to them what a query says in text', () => {
    expect(accept({ limit: '5' }, PageQuery)).toBeUndefined();
    expect(accept({}, PageQuery)).toBeUndefined();
  });
});
