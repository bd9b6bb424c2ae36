import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headersFromJson, headersToJson, headerText } from './headers.js';

const bytes = fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array));
const text = fc.string({ unit: 'binary', maxLength: 20 }).map((string) => Buffer.from(string));
const value = fc.oneof(bytes, text);
const asBytes = (given: Buffer | string): Buffer => Buffer.from(given as string);

describe('headers as JSON', () => {
  it('come back byte for byte, repeated ones and ones that are no text included', () => {
    const headers = fc.dictionary(
      fc.string({ maxLength: 10 }),
      fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 3 })),
    );
    fc.assert(
      fc.property(headers, (given) => {
        const back = headersFromJson(JSON.parse(JSON.stringify(headersToJson(given))) as never);
        const read = Object.entries(back).map(([name, values]) => [
          name,
          Array.isArray(values) ? values.map(asBytes) : asBytes(values),
        ]);
        expect(read).toEqual(Object.entries(given));
      }),
    );
  });

  it('hold no U+0000, which a database refuses', () => {
    fc.assert(
      fc.property(value, (given) => {
        const { x } = headersToJson({ x: given });
        if (typeof x === 'string') expect(x).not.toContain('\0');
      }),
    );
  });

  it('stay readable where they are text', () => {
    expect(headersToJson({ ce_type: Buffer.from('ORDER_CREATED'), bad: Buffer.from([0xff]) })).toEqual({
      ce_type: 'ORDER_CREATED',
      bad: { base64: '/w==' },
    });
  });

  it('may be null in Kafka: read as empty, not as the end of the consumer', () => {
    const headers = { ce_id: null } as never;
    expect(headerText(headers, 'ce_id')).toBeUndefined();
    expect(headersToJson(headers)).toEqual({ ce_id: '' });
  });
});

describe('headerText', () => {
  it('answers the last value of a repeated header', () => {
    expect(headerText({ a: [Buffer.from('1'), Buffer.from('2')] }, 'a')).toBe('2');
    expect(headerText({ a: '1' }, 'b')).toBeUndefined();
    expect(headerText(undefined, 'b')).toBeUndefined();
  });
});
