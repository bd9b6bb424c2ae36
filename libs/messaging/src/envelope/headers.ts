/** Kafka's headers as kafkajs hands them over: a repeated header is an array, and one without a value is null. */
export type RawHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | null | undefined>>;

/** A header as JSON can hold it: text where its bytes are UTF-8 without U+0000, else base64. */
type JsonHeader = string | { readonly base64: string };
export type JsonHeaders = Readonly<Record<string, JsonHeader | JsonHeader[]>>;

/** The last value of a header, as text; undefined when it is absent or null. */
export function headerText(headers: RawHeaders | undefined, name: string): string | undefined {
  const value = headers?.[name];
  return (Array.isArray(value) ? value.at(-1) : value)?.toString();
}

/** Headers as JSON that loses no byte (null becomes empty); see `headersFromJson`. */
export function headersToJson(headers: RawHeaders | undefined): JsonHeaders {
  return mapValues(headers ?? {}, (value) => (Array.isArray(value) ? value.map(toJson) : toJson(value)));
}

/** What `headersToJson` was given: text stands for its bytes in UTF-8. */
export function headersFromJson(json: JsonHeaders): Record<string, Buffer | string | (Buffer | string)[]> {
  return mapValues(json, (value) => (Array.isArray(value) ? value.map(fromJson) : fromJson(value)));
}

function toJson(value: Buffer | string | null | undefined): JsonHeader {
  const bytes = Buffer.from((value ?? '') as string);
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) && !text.includes('\0') ? text : { base64: bytes.toString('base64') };
}

function fromJson(value: JsonHeader): Buffer | string {
  return typeof value === 'string' ? value : Buffer.from(value.base64, 'base64');
}

function mapValues<V, R>(record: Readonly<Record<string, V>>, map: (value: V) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
