import { createHash } from 'node:crypto';
import { invalidRequest } from '@orderflow/service';

/** Visible ASCII: a header that is sent twice arrives with a space in it, and is refused. */
const ACCEPTED = /^[\x21-\x7e]{1,255}$/;

/**
 * The header `Idempotency-Key`, if there is one. It is opaque: any text that the client will not use for another order.
 * @throws Problem 400
 */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined || ACCEPTED.test(header)) return header;
  throw invalidRequest([
    { field: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters, without spaces' },
  ]);
}

/** Tells the contents of two requests apart: SHA-256 of the canonical text. */
export function fingerprintOf(canonical: string): Buffer {
  return createHash('sha256').update(canonical).digest();
}
