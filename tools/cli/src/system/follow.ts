import { open, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const INTERVAL_MS = 250;
const NEWLINE = 0x0a;

/**
 * Hands over each whole line that is added to a file, from its present end or from the byte `from` on, until `signal`
 * is aborted. The file may not exist yet, and may be replaced by a new one.
 */
export async function follow(
  file: string,
  signal: AbortSignal,
  onLine: (line: string) => void,
  from?: number,
): Promise<void> {
  let position = from ?? (await sizeOf(file));
  while (!signal.aborted) {
    const size = await sizeOf(file);
    if (size < position) position = 0;
    if (size > position) {
      const added = await read(file, position, size);
      const whole = added.subarray(0, added.lastIndexOf(NEWLINE) + 1);
      position += whole.length;
      if (whole.length > 0) whole.toString('utf8').slice(0, -1).split('\n').forEach(onLine);
    }
    await delay(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function read(file: string, from: number, to: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(to - from), position: from });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
