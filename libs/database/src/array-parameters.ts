/**
 * An array as a parameter of a statement, in PostgreSQL's binary format: on both sides several times cheaper than the
 * text format, in which every element is quoted, escaped and read again, and bytes take hexadecimal. Of values, or of what
 * `of` takes from each item; null and undefined become NULL.
 *
 * The parameter must be of exactly this type, so the statement says it: `${textArray(names)}::text[]`. Throws on a value
 * that its type cannot hold; U+0000 in a text is refused by PostgreSQL.
 */
export interface ArrayParameter<Value> {
  (values: readonly (Value | null | undefined)[]): Buffer;
  <Item>(items: readonly Item[], of: (item: Item) => Value | null | undefined): Buffer;
}

/** Writes the bytes of one element, as the type's `…recv` function in PostgreSQL's `src/backend/utils/adt` reads them. */
type WriteElement<Value> = (output: Output, value: Value) => void;

export const textArray = arrayOf<string>(25, writeText);
export const byteaArray = arrayOf<Uint8Array>(17, (output, value) => {
  output.room(value.length).set(value, output.length);
  output.length += value.length;
});
/** Objects, as `JSON.stringify` writes them. */
export const jsonArray = arrayOf<object>(114, (output, value) => writeText(output, JSON.stringify(value)));
export const jsonbArray = arrayOf<object>(3802, (output, value) => {
  output.room(1)[output.length++] = JSONB_VERSION;
  writeText(output, JSON.stringify(value));
});
export const uuidArray = arrayOf<string>(2950, writeUuid);
export const integerArray = arrayOf<number>(23, (output, value) => output.int32(value));
/** Whole numbers, or their decimal digits. */
export const bigintArray = arrayOf<number | string>(20, (output, value) => writeInt64(output, BigInt(value)));
export const float8Array = arrayOf<number>(701, (output, value) => {
  output.length = output.room(8).writeDoubleBE(value, output.length);
});
export const timestamptzArray = arrayOf<Date>(1184, (output, value) =>
  writeInt64(output, BigInt(value.getTime() - YEAR_2000_MS) * 1_000n),
);

const JSONB_VERSION = 1;
/** PostgreSQL counts microseconds from here. */
const YEAR_2000_MS = Date.UTC(2000);

/** Dimensions, whether there are NULLs, type, length and lower bound: `array_recv` in `arrayfuncs.c`. */
function arrayOf<Value>(oid: number, writeElement: WriteElement<Value>): ArrayParameter<Value> {
  return <Item>(items: readonly Item[], of = (item: Item) => item as Value | null | undefined) => {
    const output = new Output(items.length);
    for (const field of items.length === 0 ? [0, 0, oid] : [1, 1, oid, items.length, 1]) output.int32(field);
    for (const item of items) {
      const value = of(item);
      const start = output.length;
      output.int32(NULL);
      if (value === null || value === undefined) continue;
      writeElement(output, value);
      output.bytes.writeInt32BE(output.length - start - 4, start);
    }
    return output.bytes;
  };
}

const NULL = -1;

/** Up to here a loop is faster than a call into Node.js. */
const SHORT_TEXT = 20;

function writeText(output: Output, value: string): void {
  const buffer = output.room(value.length * 3); // a code unit takes at most three bytes of UTF-8
  const ascii = value.length <= SHORT_TEXT && writeAscii(buffer, output.length, value);
  output.length += ascii ? value.length : buffer.write(value, output.length);
}

/** Answers whether it was ASCII. */
function writeAscii(buffer: Buffer, at: number, value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 127) return false;
    buffer[at + i] = code;
  }
  return true;
}

const HYPHEN = 45;
const NO_DIGIT = 255;
const digits = new Uint8Array(256).fill(NO_DIGIT);
for (const digit of '0123456789abcdefABCDEF') digits[digit.charCodeAt(0)] = parseInt(digit, 16);

function writeUuid(output: Output, value: string): void {
  const buffer = output.room(16);
  let at = output.length;
  let valid = value.length === 36;
  for (let i = 0; i < 36; i += 2) {
    if (i === 8 || i === 13 || i === 18 || i === 23) valid &&= value.charCodeAt(i++) === HYPHEN;
    const high = digits[value.charCodeAt(i)] ?? NO_DIGIT;
    const low = digits[value.charCodeAt(i + 1)] ?? NO_DIGIT;
    valid &&= high !== NO_DIGIT && low !== NO_DIGIT;
    buffer[at++] = (high << 4) | low;
  }
  if (!valid) throw new TypeError(`Not a UUID: ${value}`);
  output.length = at;
}

function writeInt64(output: Output, value: bigint): void {
  output.length = output.room(8).writeBigInt64BE(value, output.length);
}

const USUAL_ELEMENT_BYTES = 64;

/** Bytes, as many as are written. */
class Output {
  length = 0;
  private buffer: Buffer;

  constructor(elements: number) {
    this.buffer = Buffer.allocUnsafe((elements + 1) * USUAL_ELEMENT_BYTES);
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  /** The buffer, with room for so many bytes more from `length` on. It is of use until the next call. */
  room(bytes: number): Buffer {
    if (this.length + bytes > this.buffer.length) {
      const full = this.buffer;
      this.buffer = Buffer.allocUnsafe((this.length + bytes) * 2);
      full.copy(this.buffer, 0, 0, this.length);
    }
    return this.buffer;
  }

  int32(value: number): void {
    this.length = this.room(4).writeInt32BE(value, this.length);
  }
}
