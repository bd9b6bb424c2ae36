import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const BYTES_PER_ID = 16;
const pool = new Uint8Array(512 * BYTES_PER_ID);
let used = pool.length;

/**
 * A new UUIDv7 (RFC 9562); those of one millisecond are in no order. Its random bytes come from a pool: to ask the system
 * for those of each id costs ten times the rest.
 */
export const uuidv7 = (): string => v7({ random: randomBytes() });

function randomBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool.subarray(used, (used += BYTES_PER_ID));
}
