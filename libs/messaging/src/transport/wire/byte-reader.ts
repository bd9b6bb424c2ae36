/** Reads Kafka's primitive types (https://kafka.apache.org/protocol#protocol_types). Throws a `RangeError` behind the end. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  int8(): number {
    return this.bytes.readInt8(this.skip(1));
  }

  /** The byte that is so many ahead, without reading it; undefined behind the end. */
  peek(ahead: number): number | undefined {
    return this.bytes[this.at + ahead];
  }

  int16(): number {
    return this.bytes.readInt16BE(this.skip(2));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.skip(4));
  }

  int64(): bigint {
    return this.bytes.readBigInt64BE(this.skip(8));
  }

  /** Zigzag, seven bits a byte, the lowest first. Exact from -2^52 to 2^52. */
  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('a number reaches behind the end');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
  }

  /** A view, with its length before it as varint; -1 is null. */
  varintBytes(): Buffer | null {
    const length = this.varint();
    return length < 0 ? null : this.take(length);
  }

  /** With its length before it as int16. */
  text(): string {
    return this.take(this.int16()).toString();
  }

  /** A view of the next bytes. */
  take(length: number): Buffer {
    const start = this.skip(length);
    return this.bytes.subarray(start, start + length);
  }

  private skip(length: number): number {
    const { at } = this;
    if (length < 0 || length > this.left) throw new RangeError(`${length} bytes reach behind the end`);
    this.at = at + length;
    return at;
  }
}
