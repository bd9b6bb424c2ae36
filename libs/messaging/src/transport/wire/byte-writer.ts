const ASCII_END = 0x80;
/** Text whose length takes one byte of a varint. */
const SHORT = 64;

/** Writes Kafka's primitive types (https://kafka.apache.org/protocol#protocol_types) into bytes that grow as needed. */
export class ByteWriter {
  private bytes: Buffer;
  private at = 0;

  /** `size`: of what will be written, in bytes, as far as that is known. */
  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  get length(): number {
    return this.at;
  }

  /** A view of what was written. */
  written(from = 0): Buffer {
    return this.bytes.subarray(from, this.at);
  }

  int8(value: number): void {
    this.reserve(1);
    this.at = this.bytes.writeInt8(value, this.at);
  }

  int16(value: number): void {
    this.reserve(2);
    this.at = this.bytes.writeInt16BE(value, this.at);
  }

  int32(value: number): void {
    this.reserve(4);
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  int64(value: number): void {
    this.reserve(8);
    this.at = this.bytes.writeBigInt64BE(BigInt(value), this.at);
  }

  /** Zigzag, seven bits a byte, the lowest first. Exact from -2^52 to 2^52. */
  varint(value: number): void {
    this.reserve(10);
    this.at = putVarint(this.bytes, this.at, value);
  }

  /** With its length before it, as int16. */
  text(text: string | null): void {
    if (text === null) return this.int16(-1);
    const length = Buffer.byteLength(text);
    this.int16(length);
    this.reserve(length);
    this.at += this.bytes.write(text, this.at);
  }

  /** With its length before it, as varint; null has length -1. */
  varintBytes(value: Buffer | string | null): void {
    if (value === null) return this.varint(-1);
    if (typeof value === 'string') return this.varintText(value);
    this.varint(value.length);
    this.reserve(value.length);
    this.at += value.copy(this.bytes, this.at);
  }

  /** Writes the length of what `body` writes before it, as varint. */
  withVarintLength(body: () => void): void {
    this.reserve(10);
    const start = this.at;
    this.at += USUAL_LENGTH_BYTES;
    body();
    const end = this.at;
    const length = end - start - USUAL_LENGTH_BYTES;
    const lengthBytes = sizeOfVarint(length);
    if (lengthBytes !== USUAL_LENGTH_BYTES) {
      this.reserve(10);
      this.bytes.copyWithin(start + lengthBytes, start + USUAL_LENGTH_BYTES, end);
    }
    putVarint(this.bytes, start, length);
    this.at = start + lengthBytes + length;
  }

  /** Leaves room for an int32 that is known later; answers how to write it. */
  int32Later(): (value: number) => void {
    this.reserve(4);
    const at = this.at;
    this.at += 4;
    return (value) => void this.bytes.writeInt32BE(value | 0, at);
  }

  private varintText(text: string): void {
    this.reserve(text.length * 3 + 10);
    if (text.length < SHORT && this.shortAscii(text)) return;
    this.varint(Buffer.byteLength(text));
    this.at += this.bytes.write(text, this.at);
  }

  /** A call into C++ costs more than a loop over a short text. */
  private shortAscii(text: string): boolean {
    const { bytes, at } = this;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= ASCII_END) return false;
      bytes[at + 1 + i] = code;
    }
    bytes[at] = text.length * 2;
    this.at = at + 1 + text.length;
    return true;
  }

  private reserve(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + more));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

/** Of 64 to 8,191 bytes, as most records are. */
const USUAL_LENGTH_BYTES = 2;

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

function putVarint(bytes: Buffer, start: number, value: number): number {
  let at = start;
  let rest = zigzag(value);
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes[at++] = (rest % 0x80) + 0x80;
  bytes[at++] = rest;
  return at;
}
