// Kafka's flexible encoding (KIP-482): lengths are varints of one more than the length, structures end with tags.

export const NO_TAGS = Buffer.of(0);

export function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

export const compactBytes = (bytes: Buffer): Buffer => Buffer.concat([varint(bytes.length + 1), bytes]);
export const compactArray = (items: readonly Buffer[]): Buffer => Buffer.concat([varint(items.length + 1), ...items]);

/** Reads such an encoding from an offset on. */
export class CompactReader {
  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {}

  int16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }

  /** Of an array or a text; -1 where there is none. */
  length(): number {
    return this.varint() - 1;
  }

  text(): string {
    const length = Math.max(0, this.length());
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }

  skipTags(): void {
    for (let left = this.varint(); left > 0; left--) {
      this.varint();
      this.at += this.varint();
    }
  }

  private varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes.readUInt8(this.at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
