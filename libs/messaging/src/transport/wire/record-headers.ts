import type { IHeaders } from 'kafkajs';
import type { ByteReader } from './byte-reader.js';

const REPLACEMENT = '\ufffd';

/**
 * A record's headers by name: a value is text where its bytes are UTF-8, else bytes; a header that comes several times
 * has an array of values, and one without a value is undefined.
 */
export function readHeaders(reader: ByteReader): IHeaders {
  const headers: IHeaders = {};
  const count = reader.varint();
  for (let at = 0; at < count; at++) {
    const name = nameOf(reader.varintBytes() ?? EMPTY);
    const value = valueOf(reader.varintBytes());
    if (Object.hasOwn(headers, name)) {
      headers[name] = [headers[name] ?? '', value ?? ''].flat();
    } else if (name === '__proto__') {
      Object.defineProperty(headers, name, { value, enumerable: true, configurable: true, writable: true });
    } else {
      headers[name] = value;
    }
  }
  return headers;
}

const EMPTY = Buffer.alloc(0);

/** Bytes that are not UTF-8 would come back as another text. */
function valueOf(bytes: Buffer | null): Buffer | string | undefined {
  if (bytes === null) return undefined;
  const text = bytes.toString();
  return text.includes(REPLACEMENT) ? bytes : text;
}

interface KnownName {
  readonly bytes: Buffer;
  readonly text: string;
}

/** The names that were read before, by their hash: to make a text of bytes costs more than to compare them. */
const knownNames = new Map<number, KnownName>();
const MAX_KNOWN = 256;

function nameOf(bytes: Buffer): string {
  const hash = hashOf(bytes);
  const known = knownNames.get(hash);
  if (known && sameBytes(known.bytes, bytes)) return known.text;
  const text = bytes.toString();
  if (knownNames.size < MAX_KNOWN) knownNames.set(hash, { bytes: Buffer.from(bytes), text });
  return text;
}

function hashOf(bytes: Buffer): number {
  let hash = bytes.length;
  for (let at = 0; at < bytes.length; at++) hash = (hash * 31 + bytes[at]!) | 0;
  return hash;
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
