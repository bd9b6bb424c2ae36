/** A new random key of 128 bits. Not `crypto.randomUUID`, which browsers offer over HTTPS and on localhost only. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
