import { describe, expect, it } from '@jest/globals';
import { jsonOrBase64, textOrBase64 } from './bytes.js';

const base64 = (bytes: Buffer) => ({ encoding: 'base64', data: bytes.toString('base64') });

describe('a key', () => {
  it.each(['CUST 1', 'Bestellung Ü 7 €', ''])('is text: "%s"', (key) => {
    expect(textOrBase64(Buffer.from(key))).toEqual({ encoding: 'text', data: key });
  });

  it.each([
    ['no UTF-8', Buffer.from([0xff])],
    ['half a character', Buffer.from('€').subarray(0, 2)],
    ['U+0000', Buffer.from('a\0')],
    ['a line break', Buffer.from('a\n')],
    ['an invisible character', Buffer.from('a\u200bb')],
    ['a byte order mark', Buffer.from('\ufeffa')],
  ])('is base64 with %s', (_what, key) => {
    expect(textOrBase64(key)).toEqual(base64(key));
  });
});

describe('a payload', () => {
  it.each(['{"a":[1,"ü"]}', '7', 'null', ' "text" '])('is JSON: %s', (text) => {
    expect(jsonOrBase64(Buffer.from(text))).toEqual({ encoding: 'json', data: JSON.parse(text) as unknown });
  });

  it.each([
    ['no JSON', Buffer.from('{"a":')],
    ['nothing', Buffer.alloc(0)],
    ['JSON that is no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['JSON behind a byte order mark', Buffer.from('\ufeff{}')],
  ])('is base64 when it is %s', (_what, payload) => {
    expect(jsonOrBase64(payload)).toEqual(base64(payload));
  });
});
