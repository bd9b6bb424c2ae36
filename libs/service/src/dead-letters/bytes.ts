const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface EncodedText {
  readonly encoding: 'text' | 'base64';
  readonly data: string;
}

export type EncodedJson =
  { readonly encoding: 'json'; readonly data: unknown } | { readonly encoding: 'base64'; readonly data: string };

/** Bytes as text where they are UTF-8 and every character can be seen or is a space, else as base64. */
export function textOrBase64(bytes: Buffer): EncodedText {
  const text = decode(bytes);
  return text !== undefined && /^\P{C}*$/u.test(text) ? { encoding: 'text', data: text } : base64(bytes);
}

/** Bytes as the value that they are the JSON of (in UTF-8, without a byte order mark), else as base64. */
export function jsonOrBase64(bytes: Buffer): EncodedJson {
  const text = decode(bytes);
  if (text === undefined) return base64(bytes);
  try {
    return { encoding: 'json', data: JSON.parse(text) as unknown };
  } catch {
    return base64(bytes);
  }
}

const base64 = (bytes: Buffer) => ({ encoding: 'base64' as const, data: bytes.toString('base64') });

function decode(bytes: Buffer): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
